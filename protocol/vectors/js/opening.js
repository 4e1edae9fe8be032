import { demand, encode, hash, hex, label, read, repeatable, same, sha256, sign, unhex, verify, written } from "./bytes.js";
import { directory, directoryHash, secretOf, TODAY } from "./directory.js";
import { openSecret, publicOf, sealSecret } from "./hpke.js";
import { openPart, openSeat, partId } from "./part.js";
import { testimonyConsent, testimonyPart } from "./sealing.js";

export const libraries = ["@noble/curves", "@noble/post-quantum", "@panva/hpke-noble", "cborg", "hpke", "shamir-secret-sharing"];
const NOW = TODAY * 86400 + 43200;
const compartment = directory.compartments[0];
const freshSeed = (desk) => repeatable(`fresh key of ${desk}`, 32);
const part = partId(testimonyPart);

const envelope = (name, signer, body) => ({ body, signature: sign(secretOf.sign(signer), name, body) });

function freshKey(desk) {
  const body = { type: label("fresh-key"), compartment: compartment.name, desk, seal_key: publicOf(freshSeed(desk)) };
  return envelope("fresh-key", desk, encode({ ...body, expires: NOW + 72 * 3600, nonce: repeatable(`nonce of ${desk}`, 32) }));
}

const request = envelope(
  "opening-request",
  "desk-curator",
  encode({
    type: label("opening-request"),
    directory: directoryHash,
    compartment: compartment.name,
    parts: [part],
    aim: "early-warning",
    curator: freshKey("desk-curator"),
    reviewer: freshKey("desk-reviewer"),
    asked: NOW,
    expires: NOW + 48 * 3600,
    nonce: repeatable("nonce of the request", 32),
  }),
);
const requestId = hash("request-hash", request.body);
const resealContext = (id, of, seat) => encode([id, of, seat]);

async function approve(seat) {
  const { custodian } = compartment.seats[seat - 1];
  const share = await openSeat(secretOf.seal(custodian), testimonyPart, seat);
  const context = resealContext(requestId, part, seat);
  const to = (desk) => sealSecret(publicOf(freshSeed(desk)), "reseal", context, share, `reseal ${seat} to ${desk}`);
  const sealed = { to_curator: await to("desk-curator"), to_reviewer: await to("desk-reviewer") };
  const body = encode({ type: label("approval"), request: requestId, part, seat, ...sealed });
  return { ...envelope("approval", custodian, body), mandate: null };
}

// Somebody sits in for the third custodian on the day of the request (SPEC 15.7).
const mandate = envelope(
  "mandate",
  "custodian-3",
  encode({
    type: label("mandate"),
    compartment: compartment.name,
    custodian: "custodian-3",
    substitute: "sadia",
    begins: TODAY,
    ends: TODAY + 13,
    nonce: repeatable("nonce of the mandate", 32),
  }),
);
const refused = encode({ type: label("refusal"), request: requestId, part, seat: 3, reason: "person-not-known" });
const refusal = { ...envelope("refusal", "sadia", refused), mandate };

// And has been lent that seat's sealing key.
const lentContext = (custodian, substitute) => encode([custodian, substitute]);
const lent = {
  type: label("lent-key"),
  custodian: "custodian-3",
  substitute: "sadia",
  sealed: await sealSecret(
    publicOf(secretOf.seal("sadia")),
    "lent-key",
    lentContext("custodian-3", "sadia"),
    secretOf.seal("custodian-3"),
    "lent to sadia",
  ),
};

// What a custodian is shown of the part (SPEC 15.3): enough to compute its id.
const slip = {
  header: testimonyPart.header,
  key_commitment: testimonyPart.key_commitment,
  payload_hash: sha256(testimonyPart.payload),
  number: 1,
  seat: testimonyPart.seats[0],
  handed_over: false,
  consents: [testimonyConsent],
  received: [TODAY],
};

async function join(side, fresh, approvals, opened, deskSeed, desk, id) {
  const shares = [];
  for (const { body } of approvals) {
    const approval = read(body);
    demand(same(approval.request, id) && same(approval.part, partId(opened)), "an answer to something else");
    shares.push(await openSecret(fresh, "reseal", resealContext(id, approval.part, approval.seat), approval[`to_${side}`]));
  }
  return openPart(opened, shares, deskSeed, desk);
}

async function theirs(made) {
  const bytes = (claim) => ({ body: unhex(claim.body), signature: unhex(claim.signature) });
  const asked = bytes(made.request);
  const id = hash("request-hash", asked.body);
  demand(hex(id) === made.request_id, "Python gives this request another id");
  verify(unhex(made.desk_sign_keys[0]), "opening-request", asked.body, asked.signature);
  const body = read(asked.body);
  verify(unhex(made.desk_sign_keys[0]), "fresh-key", body.curator.body, body.curator.signature);
  verify(unhex(made.desk_sign_keys[1]), "fresh-key", body.reviewer.body, body.reviewer.signature);
  for (const [at, claim] of made.approvals.entries()) {
    verify(unhex(made.custodian_sign_keys[at]), "approval", bytes(claim).body, bytes(claim).signature);
  }
  for (const [at, side] of ["curator", "reviewer"].entries()) {
    const approvals = made.approvals.map(bytes);
    const deskSeed = unhex(made.desk_seeds[at]);
    const said = await join(side, unhex(made.fresh_seeds[at]), approvals, read(unhex(made.part)), deskSeed, at + 1, id);
    demand(hex(said) === made.contents, "Python's part says something else");
  }
  const itsKey = read(unhex(made.lent_key));
  const context = lentContext(itsKey.custodian, itsKey.substitute);
  const opened = await openSecret(unhex(made.substitute_seed), "lent-key", context, itsKey.sealed);
  demand(hex(opened) === made.lent_seed, "Python lent another key");
  return made;
}

export async function make(fromPython) {
  const approvals = [await approve(1), await approve(3)];
  const desks = ["desk-curator", "desk-reviewer"];
  const said = [];
  for (const [at, side] of ["curator", "reviewer"].entries()) {
    said.push(await join(side, freshSeed(desks[at]), approvals, testimonyPart, secretOf.seal(desks[at]), at + 1, requestId));
  }
  demand(same(said[0], said[1]), "the two desks read two things");
  return {
    directory: "the one of directory.json",
    now: NOW,
    part: hex(encode(testimonyPart)),
    request: hex(encode(request)),
    request_id: hex(requestId),
    slip: hex(encode(slip)),
    approvals: approvals.map((approval) => hex(encode(approval))),
    refusal: hex(encode(refusal)),
    lent_key: hex(encode(lent)),
    ...written({ substitute_seed: secretOf.seal("sadia") }),
    ...written({ fresh_seeds: desks.map(freshSeed), desk_seeds: desks.map(secretOf.seal), contents: said[0] }),
    ...written({ custodian_seeds: compartment.seats.map((one) => secretOf.seal(one.custodian)) }),
    second_custodian_sign_seed: hex(secretOf.sign("custodian-2")),
    made_in_python_opened_in_javascript: await theirs(fromPython.opening),
  };
}
