import { demand, derive, encode, hex, label, read, repeatable, same, sign, signPublic, unhex, verify, withCheckDigits, written } from "./bytes.js";
import { BOTTOM, FINER, give, READ } from "./consent.js";
import { directory, directoryHash, secretOf, TODAY } from "./directory.js";
import { publicOf } from "./hpke.js";
import { checkPart, openControl, openPart, openRecovery, openSeat, sealPart } from "./part.js";

export const libraries = ["@noble/curves", "@noble/post-quantum", "@panva/hpke-noble", "cborg", "hpke", "shamir-secret-sharing"];
const QUARTER = "2026-q4";
const receipt = repeatable("a source's receipt", 16);
const cardDigits = withCheckDigits("4096137700925518640073");

const partSeedOf = (kind, index) => derive(receipt, "part-key", encode([kind, index]));

function vouch(partKey) {
  const seed = derive(new TextEncoder().encode(cardDigits), "period-key", encode([QUARTER]));
  return { period_key: signPublic(seed), quarter: QUARTER, signature: sign(seed, "card", encode([QUARTER, partKey])) };
}

function controlFor({ kind, index, terms, card }) {
  const partSeed = partSeedOf(kind, index);
  const replyKey = publicOf(derive(receipt, "reply-key", encode([kind, index])));
  return {
    type: label("control"),
    consent: give(partSeed, terms, TODAY),
    card: card ? vouch(signPublic(partSeed)) : null,
    mailbox: derive(receipt, "mailbox", encode([kind, index]), 16),
    reply_key: replyKey,
    reply_signature: sign(partSeed, "reply-to", replyKey),
  };
}

const identity = { type: label("identity"), name: null, phone: null, note: null };
// Nothing here is a picture: what a part carries is not looked into.
const media = [{ type: "image/jpeg", data: repeatable("a redrawn picture", 32) }, { type: "image/jpeg", data: new Uint8Array(0) }];
const files = [
  { type: label("evidence"), media_type: "image/heic", data: repeatable("an untouched file", 32) },
  { type: label("evidence"), media_type: null, data: new Uint8Array(5000).fill(0x5a) },
];
const testimony = (identityId, evidenceIds) => ({
  type: label("testimony"),
  text: "Trois camions sont arrivés. محمد",
  language: "fr",
  event_type: "armed-movement",
  place: null,
  week: "2026-w47",
  harmed: null,
  risk_factors: [4, 7],
  tonight: false,
  identity: identityId,
  evidence: evidenceIds,
  group: null,
  media,
});

// SPEC 4.12: the last of three, one of the most that there can be, and what nobody told a place of.
const tag = repeatable("a long text", 16);
const groups = [{ tag, place: 3, of: 3 }, { tag, place: 255, of: 255 }, tag];
const texts = groups.map((group) => ({
  group: group === tag ? hex(tag) : { ...group, tag: hex(tag) },
  contents: hex(encode({ ...testimony(null, []), media: [], group })),
}));

// Index 0 of the receipt's reports: file n has index n (SPEC 7.4).
async function seal(kind, index, contents, terms, card = false) {
  const compartment = directory.compartments.find((one) => one.kind === kind);
  const control = controlFor({ kind, index, terms, card });
  const name = index === 0 ? `part ${kind}` : `part ${kind} ${index}`;
  const sealed = { contents: encode(contents), compartment, directory, directoryHash, partSeed: partSeedOf(kind, index), control };
  return { ...(await sealPart({ name, ...sealed })), ...sealed, kind };
}

const sealedIdentity = await seal("identity", 0, identity, BOTTOM);
const sealedEvidence = [await seal("evidence", 0, files[0], READ), await seal("evidence", 1, files[1], BOTTOM)];
const told = testimony(sealedIdentity.b, sealedEvidence.map(({ b }) => b));
const sealedTestimony = await seal("testimony", 0, told, FINER, true);
export const testimonyPart = sealedTestimony.part;
export const testimonyConsent = sealedTestimony.control.consent;

function secrets(compartment) {
  return {
    custodian_seeds: compartment.seats.map((one) => secretOf.seal(one.custodian)),
    desk_seeds: compartment.desks.map((one) => secretOf.seal(one.desk)),
    recovery_seed: secretOf.seal(`recovery ${compartment.name}`),
    vault_seed: secretOf.seal("vault"),
  };
}

async function ours({ kind, part, steps, contents, compartment, control }) {
  const keys = secrets(compartment);
  const made = { kind, part: encode(part), ...steps, contents, control: encode(control), ...keys };
  await openFully(part, { ...keys, contents: made.contents, control: made.control });
  return written({ ...made, receipt });
}

// Every seat, every quorum of neighbours, both desks, the recovery box and the control block.
async function openFully(part, { custodian_seeds, desk_seeds, recovery_seed, vault_seed, contents, control }) {
  checkPart(part);
  const shares = await Promise.all(custodian_seeds.map((seed, at) => openSeat(seed, part, at + 1)));
  for (const [at, seed] of desk_seeds.entries()) {
    for (const quorum of [shares.slice(0, part.header.needed), shares.slice(-part.header.needed)]) {
      demand(same(await openPart(part, quorum, seed, at + 1), contents), "the part says something else");
    }
  }
  demand((await openRecovery(recovery_seed, part)).length === 32, "no recovery secret");
  const block = await openControl(vault_seed, part);
  demand(same(encode(block), control), "another control block");
  verify(part.header.part_key, "consent", block.consent.statement, block.consent.signature);
}

// A testimony of a long text's segment, written in Python: read, and written again.
function segments(cases) {
  for (const { group, contents } of cases) {
    const found = read(unhex(contents)).group;
    demand(same(found.tag, unhex(group.tag)) && found.place === group.place && found.of === group.of, "another segment");
    demand(hex(encode(read(unhex(contents)))) === contents, "Python writes it otherwise");
  }
  return cases;
}

async function theirs(cases) {
  for (const made of cases) {
    const bytes = (name) => (Array.isArray(made[name]) ? made[name].map(unhex) : unhex(made[name]));
    const names = ["custodian_seeds", "desk_seeds", "recovery_seed", "vault_seed", "contents", "control"];
    const part = read(bytes("part"));
    demand(hex(checkPart(part)) === made.b, "Python gives this part another id");
    await openFully(part, Object.fromEntries(names.map((name) => [name, bytes(name)])));
  }
  return cases;
}

export const make = async (fromPython) => ({
  directory: "the one of directory.json",
  sealed_in_javascript: await Promise.all([sealedTestimony, sealedIdentity, ...sealedEvidence].map(ours)),
  acceptance: hex(encode({ type: label("acceptance"), part: sealedTestimony.b, signature: sign(secretOf.sign("intake"), "acceptance", sealedTestimony.b) })),
  sealed_in_python_opened_in_javascript: await theirs(fromPython.sealing),
  texts_of_long_sms: texts,
  texts_of_long_sms_in_python: segments(fromPython.segments),
});
