import { encode, hash, hex, label, read, repeatable, same, sign, signPublic, unhex, verify, written } from "./bytes.js";
import { directory, secretOf, TODAY } from "./directory.js";
import { openBox, pad, sealBox, unpad } from "./hpke.js";

export const libraries = ["@noble/curves", "@noble/post-quantum", "@panva/hpke-noble", "cborg", "hpke"];
const AIMS = ["accountability", "advocacy", "early-warning"];
const USES = ["a-curator-reads", "altered-media", "counted", "exact-words", "summary"];
const POST = 4096;
export const seed = repeatable("seed of a part", 32);
const partKey = signPublic(seed);

export const BOTTOM = {
  uses: [],
  aims: [],
  ask_first: AIMS,
  place: 0,
  period: 0,
  audience: 0,
  never_to: 2 ** 52 - 1,
  contact: 0,
  not_before: 100000,
  until_safe: true,
  forget_after: 30,
  given_by: 0,
  translation: false,
  urgent: false,
};
const reads = { uses: ["a-curator-reads"], aims: ["early-warning"], ask_first: [] };
export const READ = { ...BOTTOM, ...reads, not_before: TODAY, until_safe: false, forget_after: 365, given_by: 2 };
const summary = { uses: ["a-curator-reads", "counted", "summary"], never_to: 0, translation: true };
const COARSE = { ...READ, ...summary, place: 2, period: 1, audience: 2 };
export const FINER = { ...COARSE, place: 3, period: 2, audience: 3 };
const profiles = { "keep-sealed": BOTTOM, "curator-may-read": READ, "summary-coarse": COARSE, "summary-finer": FINER };

// SPEC 5.2, field by field.
function meet(a, b) {
  const terms = {};
  for (const set of ["uses", "aims"]) terms[set] = a[set].filter((one) => b[set].includes(one));
  terms.ask_first = [...new Set([...a.ask_first, ...b.ask_first])].sort();
  for (const name of ["place", "period", "audience", "contact", "forget_after", "given_by"]) terms[name] = Math.min(a[name], b[name]);
  terms.never_to = Number(BigInt(a.never_to) | BigInt(b.never_to));
  terms.not_before = Math.max(a.not_before, b.not_before);
  terms.until_safe = a.until_safe || b.until_safe;
  for (const name of ["translation", "urgent"]) terms[name] = a[name] && b[name];
  return terms;
}

// Terms that differ in every field from one another, drawn from bytes that are the same in every run.
function drawn(name) {
  const from = repeatable(`terms ${name}`, 32);
  const some = (list, byte) => list.filter((_, bit) => byte & (1 << bit));
  return {
    uses: some(USES, from[0]),
    aims: some(AIMS, from[1]),
    ask_first: some(AIMS, from[2]),
    place: from[3] % 4,
    period: from[4] % 4,
    audience: from[5] % 5,
    never_to: Number(new DataView(from.buffer, from.byteOffset + 6).getBigUint64(0) >> 12n),
    contact: from[14] % 3,
    not_before: TODAY + (from[15] % 9),
    until_safe: from[16] % 2 === 1,
    forget_after: [30, 90, 365][from[17] % 3],
    given_by: from[18] % 3,
    translation: from[19] % 2 === 1,
    urgent: from[20] % 2 === 1,
  };
}

export function give(key, terms, given, before = null, assertedBy = "source") {
  const statement = encode({
    type: label("consent"),
    part_key: signPublic(key),
    version: before === null ? 1 : read(before).version + 1,
    previous: before === null ? new Uint8Array(32) : hash("consent-hash", before),
    given,
    expires: given + 365,
    asserted_by: assertedBy,
    terms,
  });
  return { statement, signature: sign(key, "consent", statement) };
}

const versions = [
  { terms: READ, given: TODAY - 20, received: TODAY - 20 },
  { terms: FINER, given: TODAY - 15, received: TODAY - 10 },
  { terms: COARSE, given: TODAY - 8, received: TODAY - 8 },
  { terms: drawn("a fourth version"), given: TODAY, received: TODAY + 2 },
];

function chain() {
  const claims = [];
  for (const { terms, given } of versions) claims.push(give(seed, terms, given, claims.at(-1)?.statement ?? null));
  return claims;
}

// SPEC 5.5 word for word: what the versions up to the last allow on a day.
function inForce(several, today) {
  const last = several.at(-1);
  if (several.length === 1 || today >= Math.max(last.given, last.received) + 7) return last.terms;
  return meet(last.terms, inForce(several.slice(0, -1), today));
}

function withdrawal() {
  const statement = encode({ type: label("withdrawal"), part_key: partKey, day: TODAY });
  return { statement, signature: sign(seed, "withdrawal", statement) };
}

async function posts() {
  const first = chain()[0];
  const bodies = [
    { type: label("post"), withdrawals: [], consents: [], seen: [] },
    { type: label("post"), withdrawals: [withdrawal()], consents: [first], seen: [repeatable("a reply", 32)] },
  ];
  const sealed = bodies.map((body, number) =>
    sealBox(directory.vault_seal_key, "post", new Uint8Array(0), pad(encode(body), POST), `post ${number}`),
  );
  return (await Promise.all(sealed)).map((post, number) => ({ post: hex(post), message: hex(encode(bodies[number])) }));
}

async function theirs(made) {
  for (const { post, message, vault_seed } of made.posts) {
    const opened = unpad(await openBox(unhex(vault_seed), "post", new Uint8Array(0), unhex(post)));
    if (hex(opened) !== message) throw new Error("Python's post says something else");
  }
  let before = null;
  for (const { statement, signature, hash: named } of made.chain) {
    const { part_key, previous } = read(unhex(statement));
    verify(part_key, "consent", unhex(statement), unhex(signature));
    if (before !== null && !same(previous, before)) throw new Error("Python's versions do not follow one another");
    before = hash("consent-hash", unhex(statement));
    if (hex(before) !== named) throw new Error("Python names a consent by another hash");
  }
  return made;
}

export async function make(fromPython) {
  const pairs = Array.from({ length: 6 }, (_, number) => [drawn(`left ${number}`), drawn(`right ${number}`)]);
  const days = Array.from({ length: 12 }, (_, late) => TODAY + late);
  return {
    today: TODAY,
    part_seed: hex(seed),
    vault_seed: hex(secretOf.seal("vault")),
    profiles: Object.fromEntries(Object.entries(profiles).map(([name, terms]) => [name, hex(encode(terms))])),
    meets: pairs.map(([left, right]) => written({ left: encode(left), right: encode(right), meet: encode(meet(left, right)) })),
    chain: chain().map((claim) => written({ ...claim, hash: hash("consent-hash", claim.statement), message: encode(claim) })),
    received: versions.map(({ received }) => received),
    in_force: days.map((day) => ({ day, terms: hex(encode(inForce(versions, day))) })),
    withdrawal: hex(encode(withdrawal())),
    posts: await posts(),
    made_in_python_read_in_javascript: await theirs(fromPython.consent),
  };
}
