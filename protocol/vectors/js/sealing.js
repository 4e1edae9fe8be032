import { demand, derive, encode, hex, label, read, repeatable, same, sign, signPublic, unhex, verify, withCheckDigits, written } from "./bytes.js";
import { BOTTOM, FINER, give } from "./consent.js";
import { directory, directoryHash, secretOf, TODAY } from "./directory.js";
import { publicOf } from "./hpke.js";
import { checkPart, openControl, openPart, openRecovery, openSeat, sealPart } from "./part.js";

export const libraries = ["@noble/curves", "@noble/post-quantum", "@panva/hpke-noble", "cborg", "hpke", "shamir-secret-sharing"];
const QUARTER = "2026-q4";
const receipt = repeatable("a source's receipt", 16);
const cardDigits = withCheckDigits("4096137700925518640073");

const partSeedOf = (kind) => derive(receipt, "part-key", encode([kind, 0]));

function vouch(partKey) {
  const seed = derive(new TextEncoder().encode(cardDigits), "period-key", encode([QUARTER]));
  return { period_key: signPublic(seed), quarter: QUARTER, signature: sign(seed, "card", encode([QUARTER, partKey])) };
}

function controlFor(kind, terms, card) {
  const partSeed = partSeedOf(kind);
  const replyKey = publicOf(derive(receipt, "reply-key", encode([kind, 0])));
  return {
    type: label("control"),
    consent: give(partSeed, terms, TODAY),
    card: card ? vouch(signPublic(partSeed)) : null,
    mailbox: derive(receipt, "mailbox", encode([kind, 0]), 16),
    reply_key: replyKey,
    reply_signature: sign(partSeed, "reply-to", replyKey),
  };
}

const identity = { type: label("identity"), name: null, phone: null, note: null };
const testimony = (identityId) => ({
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
  evidence: [],
  group: null,
});

function seal(kind, contents, terms, card) {
  const compartment = directory.compartments.find((one) => one.kind === kind);
  const control = controlFor(kind, terms, card);
  const partSeed = partSeedOf(kind);
  return sealPart({ name: `part ${kind}`, contents: encode(contents), compartment, directory, directoryHash, partSeed, control });
}

const sealedIdentity = await seal("identity", identity, BOTTOM, false);
const sealedTestimony = await seal("testimony", testimony(sealedIdentity.b), FINER, true);
export const testimonyPart = sealedTestimony.part;
export const testimonyConsent = controlFor("testimony", FINER, true).consent;

function secrets(compartment) {
  return {
    custodian_seeds: compartment.seats.map((one) => secretOf.seal(one.custodian)),
    desk_seeds: compartment.desks.map((one) => secretOf.seal(one.desk)),
    recovery_seed: secretOf.seal(`recovery ${compartment.name}`),
    vault_seed: secretOf.seal("vault"),
  };
}

async function ours(kind, contents, terms, card, { part, steps }) {
  const keys = secrets(directory.compartments.find((one) => one.kind === kind));
  const made = { kind, part: encode(part), ...steps, contents: encode(contents), control: encode(controlFor(kind, terms, card)), ...keys };
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
  sealed_in_javascript: [
    await ours("testimony", testimony(sealedIdentity.b), FINER, true, sealedTestimony),
    await ours("identity", identity, BOTTOM, false, sealedIdentity),
  ],
  acceptance: hex(encode({ type: label("acceptance"), part: sealedTestimony.b, signature: sign(secretOf.sign("intake"), "acceptance", sealedTestimony.b) })),
  sealed_in_python_opened_in_javascript: await theirs(fromPython.sealing),
});
