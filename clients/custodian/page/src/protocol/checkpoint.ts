// The log's signed head: C2SP tlog-checkpoint in a C2SP signed note, plain Ed25519. SPEC 14.3.
//
// Lines of other names or key ids are let stand and prove nothing; those of witnesses are counted (14.6).

import { type Bytes, joined, same, utf8 } from "../../../../web/src/protocol/bytes.ts";
import { deviceKey, type TrustedDirectory } from "../../../../web/src/protocol/directory.ts";
import { sha256 } from "../../../../web/src/protocol/hash.ts";
import { isSigned } from "../../../../web/src/protocol/signing.ts";
import { Flawed } from "../flaws.ts";
import { MOST_LEAVES } from "./merkle.ts";

export const MOST_NOTE = 64 * 1024;
const MOST_SIGNATURES = 64;
const HASH = 32;
const ED25519 = 1;
const COSIGNED = 4;
const STAMP = 8;
const SIGNATURE = 64;
const LATEST = 2n ** 63n - 1n;
const MOST_AHEAD = 300n;
// Printable ASCII without space and plus.
const NAME = /^[!-*,-~]{1,128}$/;
const SIZE = /^(?:0|[1-9][0-9]{0,18})$/;
const DASH = "\u2014 ";

// How many leaves the log has, and their root, as the log signed it; and the note in which it did.
export interface Head {
  readonly size: bigint;
  readonly root: Bytes;
  readonly note: Bytes;
}

// The head in a note that the directory's log signed.
export async function readHead(note: Bytes, directory: TrustedDirectory): Promise<Head> {
  const lines = (await openNote(note, directory.log_origin, deviceKey(directory, "ledger"))).split("\n");
  const [origin, size = "", root = ""] = lines;
  // Three lines and no more: extension lines are what no auditor can check.
  if (lines.length !== 4 || origin !== directory.log_origin || !SIZE.test(size)) return refuse();
  const head = { size: BigInt(size), root: fromBase64(root), note };
  return head.size <= MOST_LEAVES && head.root.length === HASH ? head : refuse();
}

// The text, if that name and key signed it and no signature of theirs is bad.
async function openNote(note: Bytes, name: string, key: Bytes): Promise<string> {
  const [text, lines] = parted(note);
  const id = await keyId(name, ED25519, key);
  const signed = lines.map(readLine).filter(([signer, blob]) => signer === name && same(blob.slice(0, 4), id));
  const good = signed.every(([, blob]) => isSigned(key, utf8(text), blob.slice(4)));
  return signed.length > 0 && good ? text : refuse();
}

// That as many of the directory's witnesses as it asks for have co-signed the note's text, each counted once (SPEC 14.6).
// One whose moment lies far ahead counts for nothing yet.
export async function checkWitnessed(note: Bytes, directory: TrustedDirectory, now: number): Promise<void> {
  const [text, lines] = parted(note);
  const said = new Set<string>();
  for (const [name, blob] of lines.map(readLine)) {
    const key = directory.witnesses.find(({ witness }) => witness === name)?.sign_key;
    if (!key || !same(blob.slice(0, 4), await keyId(name, COSIGNED, key))) continue;
    if (momentOf(text, blob.slice(4), key) <= BigInt(Math.floor(now)) + MOST_AHEAD) said.add(name);
  }
  if (said.size < directory.witnesses_needed) throw new Flawed("too-few-witnesses");
}

function momentOf(text: string, stamped: Bytes, key: Bytes): bigint {
  if (stamped.length !== STAMP + SIGNATURE) return refuse();
  const at = new DataView(stamped.buffer, stamped.byteOffset).getBigUint64(0);
  const signed = utf8(`cosignature/v1\ntime ${at}\n${text}`);
  return at <= LATEST && isSigned(key, signed, stamped.slice(STAMP)) ? at : refuse();
}

const keyId = async (name: string, kind: number, key: Bytes): Promise<Bytes> =>
  (await sha256(joined(utf8(`${name}\n`), Uint8Array.of(kind), key))).slice(0, 4);

function parted(note: Bytes): [string, string[]] {
  if (note.length > MOST_NOTE) return refuse();
  const whole = decoded(note);
  const at = whole.lastIndexOf("\n\n");
  const lines = whole.slice(at + 2).split("\n");
  // The text ends with the first of the two line ends, the whole with a line end of its own.
  if (at < 0 || lines.pop() !== "" || lines.length > MOST_SIGNATURES) return refuse();
  const text = whole.slice(0, at + 1);
  return hasControls(text) ? refuse() : [text, lines];
}

const hasControls = (text: string): boolean => [...text].some((sign) => sign < " " && sign !== "\n");

function readLine(line: string): [string, Bytes] {
  const [dash, name = "", blob, ...more] = line.split(" ");
  const whole = `${dash} ` === DASH && NAME.test(name) && blob !== undefined && more.length === 0;
  return whole ? [name, fromBase64(blob)] : refuse();
}

function decoded(note: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(note);
  } catch {
    return refuse();
  }
}

// Bits that base64 leaves over could spell one checkpoint in many ways: there is one spelling.
function fromBase64(text: string): Bytes {
  try {
    const raw = atob(text);
    if (btoa(raw) === text) return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
  } catch {
    // Refused below.
  }
  return refuse();
}

function refuse(): never {
  throw new Flawed("no-checkpoint");
}
