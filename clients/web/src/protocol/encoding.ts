// Deterministic CBOR, decoded strictly: SPEC 2.
//
// One value has one encoding. A decoded message is written again and compared with what came: any other spelling, and
// trailing bytes, fail that one comparison. Size is checked before decoding starts, items and depth while it runs.
import { decode as build, Tokenizer, encode as write } from "cborg";
import { type Bytes, same } from "./bytes.ts";
import { Refused } from "./errors.ts";
import { type Fields, type Map as Held, map, type Shape } from "./shapes.ts";

const MOST_DEPTH = 8;
const MOST_ITEMS = 1_000_000;

export const encode = (value: unknown): Bytes => write(value) as Bytes;

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// Stops at one value too many, or one level too deep, before anything is made of it.
class Counting extends Tokenizer {
  #left: number;
  readonly #open: number[] = []; // of each map and array around: the values that are still to come in it

  constructor(raw: Bytes, options: object, most: number) {
    super(raw, options);
    this.#left = most;
  }

  override next() {
    if (this.#left === 0) throw new Refused("malformed");
    this.#left -= 1;
    while (this.#open.at(-1) === 0) this.#open.pop();
    const around = this.#open.pop();
    if (around !== undefined) this.#open.push(around - 1);
    const token = super.next();
    // The library drops a byte order mark that a text begins with, and so would refuse what is well written.
    if (token.byteValue) token.value = UTF8.decode(token.byteValue);
    if (token.type.name === "array" || token.type.name === "map") this.#enter(token.value, token.type.name === "map");
    return token;
  }

  #enter(size: number, pairs: boolean) {
    this.#open.push(pairs ? 2 * size : size);
    if (this.#open.length > MOST_DEPTH) throw new Refused("malformed");
  }
}

const STRICT = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowBigInt: false,
  allowInfinity: false,
  allowNaN: false,
  rejectDuplicateMapKeys: true,
  retainStringBytes: true,
} as const;

export function decode(raw: Bytes, bound: number, mostItems = MOST_ITEMS): unknown {
  if (raw.length > bound) throw new Refused("too-large");
  const value = built(raw, mostItems);
  if (!same(encode(value), raw)) throw new Refused("malformed");
  return value;
}

function built(raw: Bytes, mostItems: number): unknown {
  try {
    return build(raw, { ...STRICT, tokenizer: new Counting(raw, STRICT, mostItems) });
  } catch {
    // Whatever the library says may hold what came in.
    throw new Refused("malformed");
  }
}

// A message type: its fields, and the most bytes of its encoding.
export interface Message<T> {
  readonly bound: number;
  readonly shape: Shape<T>;
  write(value: T): Bytes;
  read(raw: Bytes): T;
}

export function message<F extends Fields>(bound: number, fields: F): Message<Held<F>> {
  const shape = map(fields);
  return {
    bound,
    shape,
    write(value) {
      if (!shape(value)) throw new Refused("malformed");
      const raw = encode(value);
      if (raw.length > bound) throw new Refused("too-large");
      return raw;
    },
    read(raw) {
      const value = decode(raw, bound);
      if (!shape(value)) throw new Refused("malformed");
      return value;
    },
  };
}

export type Of<M> = M extends Message<infer T> ? T : never;

// SPEC 19.3, those that a source or a custodian's page uses. A label serves one purpose.
export type Label =
  | "context"
  | "share-commitment"
  | "header"
  | "bind"
  | "envelope"
  | "directory-hash"
  | "roots-hash"
  | "consent-hash"
  | "part"
  | "consent"
  | "withdrawal"
  | "card"
  | "acceptance"
  | "directory"
  | "root-change"
  | "mailboxes"
  | "bucket"
  | "reply-to"
  | "reply-letter"
  | "share"
  | "desk-box"
  | "recovery-box"
  | "control"
  | "post"
  | "reply"
  | "content-key"
  | "key-commitment"
  | "box-body"
  | "part-key"
  | "mailbox"
  | "reply-key"
  | "period-key"
  | "slot"
  | "request-hash"
  | "ledger-entry"
  | "policy"
  | "fresh-key"
  | "opening-request"
  | "approval"
  | "refusal"
  | "reseal"
  | "order-hash"
  | "handover"
  | "policy-hash"
  | "order"
  | "carried-keys";

// The array that is hashed, signed, or goes into `info`: SPEC 2.3.
export const labelled = (label: Label, ...values: readonly unknown[]): Bytes =>
  encode([`leeward/v1/${label}`, ...values]);
