// Sealing a part and opening one (SPEC 10 and 11), in the letters of the SPEC.
import { demand, derive, encode, hash, label, read, repeatable, same, sha256, sign, signPublic, verify } from "./bytes.js";
import { shareAt, split } from "./field.js";
import { openBox, openSecret, openStream, pad, sealBox, sealSecret, sealStream, streamSize, unpad } from "./hpke.js";

const SUITE = "xwing-hkdf-sha256-chacha20poly1305";
const CLASSES = [4096, 16384, 65536, 262144, 1048576, 4194304, 16777216];
const CONTROL = 3072;
const none = new Uint8Array(0);

const contextOf = (h) => hash("context", h.suite, h.compartment, h.epoch, h.directory, h.nonce, h.part_key, h.size_class);
const headerHash = (h) => hash("header", contextOf(h), h.needed, h.commitments.length, ...h.commitments);
export const partId = (part) => hash("bind", headerHash(part.header), part.key_commitment, sha256(part.payload));
const envelope = (b, part) => hash("envelope", b, part.seats, part.desks, part.recovery, part.control);
const commit = (ctx, seat, share) => hash("share-commitment", ctx, seat, share);
const place = (b, number) => encode([b, number]);

function contentKeys(S, d, h1) {
  const both = new Uint8Array([...S, ...d]);
  return [derive(both, "content-key", none, 32, h1), derive(both, "key-commitment", none, 32, h1)];
}

export async function sealPart({ name, contents, compartment, directory, directoryHash, partSeed, control }) {
  const [S, d] = [repeatable(`${name} S`, 32), repeatable(`${name} d`, 32)];
  const shares = await split(S, compartment.needed, compartment.seats.length, name);
  const header = {
    type: label("part"),
    suite: SUITE,
    compartment: compartment.name,
    epoch: directory.epoch,
    directory: directoryHash,
    nonce: repeatable(`${name} nonce`, 32),
    part_key: signPublic(partSeed),
    size_class: CLASSES.findIndex((size) => contents.length + 4 <= size),
    needed: compartment.needed,
    commitments: [],
  };
  const ctx = contextOf(header);
  header.commitments = shares.map((share, at) => commit(ctx, at + 1, share));
  const h1 = headerHash(header);
  const [K, Kc] = contentKeys(S, d, h1);
  const payload = sealStream(K, h1, pad(contents, CLASSES[header.size_class]));
  const part = { header, key_commitment: Kc, payload };
  const b = partId(part);
  const seal = (key, purpose, context, secret, where) => sealSecret(key, purpose, context, secret, `${name} ${where}`);
  const { seats, desks, recovery_key } = compartment;
  part.seats = await Promise.all(seats.map((one, i) => seal(one.seal_key, "share", place(b, i + 1), shares[i], `seat ${i}`)));
  part.desks = await Promise.all(desks.map((one, j) => seal(one.seal_key, "desk-box", place(b, j + 1), d, `desk ${j}`)));
  part.recovery = await seal(recovery_key, "recovery-box", b, d, "recovery");
  part.control = await sealBox(directory.vault_seal_key, "control", b, pad(encode(control), CONTROL), `${name} control`);
  part.signature = sign(partSeed, "part", envelope(b, part));
  return { part, b, steps: { S, d, shares, ctx, h1, K, Kc, b } };
}

// SPEC 11.2, as far as a part alone allows it.
export function checkPart(part) {
  demand(part.payload.length === streamSize(CLASSES[part.header.size_class]), "payload of another class");
  demand(part.seats.length === part.header.commitments.length, "seats and commitments differ");
  const b = partId(part);
  verify(part.header.part_key, "part", envelope(b, part), part.signature);
  return b;
}

// SPEC 11.3.
export async function openSeat(seed, part, number) {
  const share = await openSecret(seed, "share", place(partId(part), number), part.seats[number - 1]);
  demand(same(commit(contextOf(part.header), number, share), part.header.commitments[number - 1]), "another share");
  return share;
}

// SPEC 11.4.
export async function openPart(part, shares, deskSeed, desk) {
  const { header } = part;
  const ctx = contextOf(header);
  const quorum = shares.slice(0, header.needed);
  demand(quorum.length === header.needed, "too few shares");
  for (const [i, commitment] of header.commitments.entries()) {
    demand(same(commit(ctx, i + 1, shareAt(quorum, i + 1)), commitment), "inconsistent shares");
  }
  const d = await openSecret(deskSeed, "desk-box", place(partId(part), desk), part.desks[desk - 1]);
  const h1 = headerHash(header);
  const [K, Kc] = contentKeys(shareAt(quorum, 0).slice(0, -1), d, h1);
  demand(same(Kc, part.key_commitment), "another key");
  return unpad(openStream(K, h1, part.payload));
}

// SPEC 10: the control block as the vault opens it.
export async function openControl(vaultSeed, part) {
  demand(part.control.length === 1168 + streamSize(CONTROL), "control block of another size");
  return read(unpad(await openBox(vaultSeed, "control", partId(part), part.control)));
}

export const openRecovery = (seed, part) => openSecret(seed, "recovery-box", partId(part), part.recovery);
