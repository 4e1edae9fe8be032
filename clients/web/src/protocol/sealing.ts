// Sealing a part so that q of n custodians and one desk are needed to read it: SPEC 11. The names are the SPEC's.
import { type Bytes, joined } from "./bytes.ts";
import { sealControl } from "./control.ts";
import type { Compartment, TrustedDirectory } from "./directory.ts";
import { encode, message, type Of } from "./encoding.ts";
import { derive, hash, sha256 } from "./hash.ts";
import { CLASSES, classSize, pad } from "./padding.ts";
import { type Primitives, SECRET, sealSecret } from "./primitives.ts";
import type { OnePart } from "./receipt.ts";
import * as shape from "./shapes.ts";
import { split } from "./shares.ts";
import { sign } from "./signing.ts";
import { sealStream, streamSize } from "./stream.ts";

const SUITE = "xwing-hkdf-sha256-chacha20poly1305";
const MOST_PAYLOAD = streamSize(CLASSES[6]);

export const header = shape.map({
  type: shape.oneOf("leeward/v1/part"),
  suite: shape.oneOf(SUITE),
  compartment: shape.code,
  epoch: shape.count,
  directory: shape.hash,
  nonce: shape.hash,
  part_key: shape.signKey,
  size_class: shape.whole(0, 6),
  needed: shape.whole(1, 16),
  commitments: shape.list(1, 16, shape.hash),
});

const sealedPart = message(MOST_PAYLOAD + 65_536, {
  header,
  key_commitment: shape.hash,
  payload: shape.bytes(0, MOST_PAYLOAD),
  seats: shape.list(1, 16, shape.bytes(1169)),
  desks: shape.list(1, 6, shape.bytes(1168)),
  recovery: shape.bytes(1168),
  control: shape.bytes(4256),
  signature: shape.signature,
});
type SealedPart = Of<typeof sealedPart>;

// Ready to be sent.
export interface Sealed {
  readonly id: Bytes; // b of SPEC 11.1
  readonly sizeClass: number;
  readonly body: Bytes;
}

// Seals a message to one compartment of a trusted directory. All that is secret in here is fresh, and goes with it.
export async function sealPart(
  by: Primitives,
  directory: TrustedDirectory,
  to: Compartment,
  part: OnePart,
  control: Bytes,
  contents: Bytes,
  sizeClass: number,
): Promise<Sealed> {
  const [S, d] = [by.random(SECRET), by.random(SECRET)];
  const s = await split(S, to.needed, to.seats.length);
  const head = await committed(by, directory, to, part, sizeClass, s);
  const h1 = await hash("header", head.ctx, to.needed, s.length, ...head.header.commitments);
  const both = joined(S, d);
  const [K, Kc] = [await derive(both, h1, "content-key"), await derive(both, h1, "key-commitment")];
  const payload = await sealStream(by, K, h1, pad(contents, classSize(sizeClass)));
  const b = await hash("bind", h1, Kc, await sha256(payload));
  const around = await sealAround(by, directory, to, b, s, d, control);
  const signed = await hash("envelope", b, around.seats, around.desks, around.recovery, around.control);
  const made: SealedPart = {
    header: head.header,
    key_commitment: Kc,
    payload,
    ...around,
    signature: sign(part.seed, "part", signed),
  };
  return { id: b, sizeClass, body: sealedPart.write(made) };
}

// ctx, and the header with the commitments that are bound to it.
async function committed(
  by: Primitives,
  directory: TrustedDirectory,
  to: Compartment,
  part: OnePart,
  size_class: number,
  s: readonly Bytes[],
) {
  const [compartment, epoch, nonce, part_key] = [to.name, directory.epoch, by.random(32), part.key];
  const ctx = await hash("context", SUITE, compartment, epoch, directory.hash, nonce, part_key, size_class);
  const commitments = await Promise.all(s.map((share, at) => hash("share-commitment", ctx, at + 1, share)));
  const names = { type: "leeward/v1/part", suite: SUITE } as const;
  const named = { ...names, compartment, epoch, directory: directory.hash, nonce, part_key };
  return { ctx, header: { ...named, size_class, needed: to.needed, commitments } };
}

// What is sealed once the part's id is known, with the id and the place in its context: no box serves elsewhere.
async function sealAround(
  by: Primitives,
  directory: TrustedDirectory,
  to: Compartment,
  b: Bytes,
  s: readonly Bytes[],
  d: Bytes,
  control: Bytes,
) {
  const place = (at: number) => encode([b, at + 1]);
  const [seats, desks]: [Bytes[], Bytes[]] = [[], []];
  for (const [at, seat] of to.seats.entries()) {
    seats.push(await sealSecret(by, seat.seal_key, "share", place(at), s[at] ?? new Uint8Array(0)));
  }
  for (const [at, desk] of to.desks.entries()) {
    desks.push(await sealSecret(by, desk.seal_key, "desk-box", place(at), d));
  }
  const recovery = await sealSecret(by, to.recovery_key, "recovery-box", b, d);
  return { seats, desks, recovery, control: await sealControl(by, directory.vault_seal_key, b, control) };
}
