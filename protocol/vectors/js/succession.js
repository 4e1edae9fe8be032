// A seat that goes on to a successor (SPEC 23): by handover, and by repair with two helpers.
import { demand, encode, hash, hex, label, read, repeatable, same, sha256, sign, signPublic, unhex, verify, written } from "./bytes.js";
import { directory, directoryHash, secretOf, TODAY } from "./directory.js";
import { scaled, weight } from "./field.js";
import { openBox, openSecret, publicOf, sealBox, sealSecret } from "./hpke.js";
import { openPart, openSeat, partId } from "./part.js";
import { testimonyPart } from "./sealing.js";

export const libraries = ["@noble/curves", "@noble/post-quantum", "@panva/hpke-noble", "cborg", "hpke", "shamir-secret-sharing"];
const SEAT = 3;
const HELPERS = [1, 2];
const SUCCESSOR = "custodian-9";
const part = partId(testimonyPart);
const parts = [part];
const xor = (one, other) => one.map((byte, at) => byte ^ other[at]);
const none = new Uint8Array(32);

// The next directory: seat 3 of testimony is the successor's, and nobody sits in for who left. All else is as it was.
const [before, ...others] = directory.compartments;
const keysOf = { seal_key: publicOf(secretOf.seal(SUCCESSOR)), sign_key: signPublic(secretOf.sign(SUCCESSOR)) };
const seats = [...before.seats.slice(0, SEAT - 1), { ...before.seats[SEAT - 1], custodian: SUCCESSOR, ...keysOf }];
const compartment = { ...before, seats };
const next = { ...directory, number: directory.number + 1, previous: directoryHash, compartments: [compartment, ...others], substitutes: [] };
const contents = encode(next);
const nextHash = hash("directory-hash", contents);
const signedDirectory = encode({
  type: label("signed-directory"),
  directory: contents,
  signatures: [0, 2].map((root) => ({ root, signature: sign(secretOf.sign(`root ${root}`), "directory", contents) })),
  root_changes: [],
});

const envelope = (name, signer, body) => ({ body, signature: sign(secretOf.sign(signer), name, body) });

function begin(kind, helpers) {
  const body = { type: label("succession"), directory: nextHash, compartment: compartment.name, seat: SEAT, kind, helpers };
  const dated = { ...body, asked: TODAY, expires: TODAY + 14, nonce: repeatable(`nonce of the ${kind}`, 32) };
  const signed = envelope("succession", SUCCESSOR, encode(dated));
  const id = hash("succession-hash", signed.body);
  return { signed, id, batch: hash("succession-batch", id, parts) };
}

// 23.4, by the custodian who held the seat before.
async function handOver({ id, batch }) {
  const leaver = before.seats[SEAT - 1].custodian;
  const share = await openSeat(secretOf.seal(leaver), testimonyPart, SEAT);
  const box = await sealSecret(keysOf.seal_key, "handover", encode([part, SEAT]), share, "a handover");
  return envelope("handed-over", leaver, encode({ type: label("handed-over"), succession: id, batch, seat: SEAT, shares: [{ part, box }] }));
}

// 23.5, round 1.
async function piecesOf(j, { id, batch }) {
  const { custodian } = compartment.seats[j - 1];
  const share = await openSeat(secretOf.seal(custodian), testimonyPart, j);
  const own = scaled(share.slice(0, -1), weight(j, HELPERS, SEAT));
  const drawn = repeatable(`a piece of ${j}`, 32);
  const boxes = [];
  for (const [at, r] of [drawn, xor(own, drawn)].entries()) {
    const to = HELPERS[at];
    boxes.push(await sealBox(compartment.seats[to - 1].seal_key, "repair-piece", encode([id, batch, j, to]), r, `piece ${j} to ${to}`));
  }
  return envelope("repair-pieces", custodian, encode({ type: label("repair-pieces"), succession: id, batch, seat: j, boxes }));
}

// 23.5, round 2.
async function sumOf(k, pieces, { id, batch }) {
  const { custodian } = compartment.seats[k - 1];
  let sum = none;
  for (const { body } of pieces) {
    const { seat, boxes } = read(body);
    const box = boxes[HELPERS.indexOf(k)];
    sum = xor(sum, await openBox(secretOf.seal(custodian), "repair-piece", encode([id, batch, seat, k]), box));
  }
  const box = await sealBox(keysOf.seal_key, "repair-sum", encode([id, batch, k, SEAT]), sum, `sum of ${k}`);
  return envelope("repair-sums", custodian, encode({ type: label("repair-sum"), succession: id, batch, seat: k, box }));
}

async function repaired(sums, { id, batch }, successorSeed) {
  let total = none;
  for (const { body } of sums) {
    const { seat, box } = read(body);
    total = xor(total, await openBox(successorSeed, "repair-sum", encode([id, batch, seat, SEAT]), box));
  }
  return new Uint8Array([...total, SEAT]);
}

// What Python made, with the seeds of its custodians.
async function theirs(made) {
  const bytes = (claim) => ({ body: unhex(claim.body), signature: unhex(claim.signature) });
  const opened = read(unhex(made.part));
  const b = partId(opened);
  const seeds = made.custodian_seeds.map(unhex);
  const signKeys = made.custodian_sign_keys.map(unhex);
  const successorSeed = unhex(made.successor_seed);
  const lost = await openSeat(seeds[SEAT - 1], opened, SEAT);
  for (const kind of ["handover", "repair"]) {
    const { body, signature } = bytes(made[kind].succession);
    verify(unhex(made.successor_sign_key), "succession", body, signature);
    demand(same(hash("succession-hash", body), unhex(made[kind].id)), "Python gives this succession another id");
    demand(same(hash("succession-batch", unhex(made[kind].id), [b]), unhex(made[kind].batch)), "Python gives this batch another hash");
  }
  const handed = bytes(made.handover.handed_over);
  verify(signKeys[SEAT - 1], "handed-over", handed.body, handed.signature);
  const [one] = read(handed.body).shares;
  demand(same(await openSecret(successorSeed, "handover", encode([b, SEAT]), one.box), lost), "another share was handed over");
  const { id, batch } = { id: unhex(made.repair.id), batch: unhex(made.repair.batch) };
  for (const [at, claim] of made.repair.pieces.entries()) {
    const { body, signature } = bytes(claim);
    verify(signKeys[HELPERS[at] - 1], "repair-pieces", body, signature);
    const { seat, boxes } = read(body);
    let whole = none;
    for (const [k, to] of HELPERS.entries()) {
      whole = xor(whole, await openBox(seeds[to - 1], "repair-piece", encode([id, batch, seat, to]), boxes[k]));
    }
    const share = await openSeat(seeds[seat - 1], opened, seat);
    demand(same(whole, scaled(share.slice(0, -1), weight(seat, HELPERS, SEAT))), "pieces of something else");
  }
  for (const [at, claim] of made.repair.sums.entries()) {
    verify(signKeys[HELPERS[at] - 1], "repair-sums", bytes(claim).body, bytes(claim).signature);
  }
  demand(same(await repaired(made.repair.sums.map(bytes), { id, batch }, successorSeed), lost), "another share was made again");
  return made;
}

export async function make(fromPython) {
  const [handover, repair] = [begin("handover", []), begin("repair", HELPERS)];
  const pieces = await Promise.all(HELPERS.map((j) => piecesOf(j, repair)));
  const sums = await Promise.all(HELPERS.map((k) => sumOf(k, pieces, repair)));
  const share = await openSeat(secretOf.seal(before.seats[SEAT - 1].custodian), testimonyPart, SEAT);
  demand(same(await repaired(sums, repair, secretOf.seal(SUCCESSOR)), share), "another share was made again");
  const first = await openSeat(secretOf.seal(before.seats[0].custodian), testimonyPart, 1);
  const said = await openPart(testimonyPart, [first, share], secretOf.seal("desk-curator"), 1);
  const made = ({ signed, id, batch }) => ({ succession: encode(signed), id, batch });
  return written({
    directory: "the one of directory.json, and after it:",
    signed_directory: signedDirectory,
    today: TODAY,
    part: encode(testimonyPart),
    contents: said,
    share,
    payload_hash: sha256(testimonyPart.payload),
    handover: { ...made(handover), handed_over: encode(await handOver(handover)) },
    repair: { ...made(repair), pieces: pieces.map(encode), sums: sums.map(encode) },
    custodian_seeds: before.seats.map((one) => secretOf.seal(one.custodian)),
    custodian_sign_seeds: before.seats.map((one) => secretOf.sign(one.custodian)),
    successor_seed: secretOf.seal(SUCCESSOR),
    successor_sign_seed: secretOf.sign(SUCCESSOR),
    desk_seed: secretOf.seal("desk-curator"),
    made_in_python_opened_in_javascript: await theirs(fromPython.succession),
  });
}
