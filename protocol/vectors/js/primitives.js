import { derive, hex, repeatable, sha256, sign, signPublic, unhex, written } from "./bytes.js";
import { checkPublic, openSecret, openStream, pad, publicOf, sealBox, sealSecret, sealStream, streamSize } from "./hpke.js";

export const libraries = ["@noble/curves", "@noble/post-quantum", "@panva/hpke-noble", "cborg", "hpke"];
const text = (words) => new TextEncoder().encode(words);
const seeds = ["00".repeat(32), "ff".repeat(32), hex(repeatable("a sealing seed", 32))];
const good = publicOf(unhex(seeds[2]));
const CLASSES = [4096, 16384, 65536, 262144, 1048576, 4194304, 16777216];

function with12Bits(number, value) {
  const key = good.slice();
  const at = Math.floor(number / 2) * 3;
  if (number % 2 === 0) {
    key[at] = value & 255;
    key[at + 1] = (key[at + 1] & 0xf0) | (value >> 8);
  } else {
    key[at + 1] = (key[at + 1] & 0x0f) | ((value & 15) << 4);
    key[at + 2] = value >> 4;
  }
  return key;
}

const withCurve = (number) => {
  const key = good.slice();
  for (let at = 0; at < 32; at++) key[1184 + at] = Number((number >> BigInt(8 * at)) & 255n);
  return key;
};
const P = 2n ** 255n - 19n;
// The points of order 8 of Curve25519, as u-coordinates (RFC 7748 §6.1 speaks of them; the numbers are well known).
const ORDER_8 = [
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
];
const bad = {
  "the first coefficient is 3329": with12Bits(0, 3329),
  "the second coefficient is 3329": with12Bits(1, 3329),
  "the last coefficient is 4095": with12Bits(767, 4095),
  "the X25519 half is 0": withCurve(0n),
  "the X25519 half is 1": withCurve(1n),
  "the X25519 half has order 8": withCurve(ORDER_8[0]),
  "the X25519 half has order 8 too": withCurve(ORDER_8[1]),
  "the X25519 half is p - 1": withCurve(P - 1n),
  "the X25519 half is p": withCurve(P),
  "the X25519 half is p + 9": withCurve(P + 9n),
  "the X25519 half has its top bit set": withCurve((2n ** 255n) | 9n),
  "a byte too short": good.slice(0, -1),
  "a byte too long": new Uint8Array([...good, 0]),
  "nothing": new Uint8Array(0),
};

function refused(name, key) {
  try {
    checkPublic(key);
  } catch {
    return { name, public: hex(key) };
  }
  throw new Error(`JavaScript takes a bad key: ${name}`);
}

// 3328 is still good, and so is every byte of a key that the library made.
const edge = [with12Bits(0, 3328), with12Bits(767, 3328), good].map((key) => (checkPublic(key), hex(key)));

async function sealed(seed, number) {
  const secret = repeatable(`a secret ${number}`, 32);
  const context = number === 0 ? new Uint8Array(0) : text(`context ${number}`);
  const made = await sealSecret(publicOf(unhex(seed)), "share", context, secret, `sealed ${number}`);
  return written({ seed, label: "share", context, secret, sealed: made });
}

// Long bodies are given by a rule and a hash, not by their bytes: byte i is i mod 251.
function stream(size) {
  const key = repeatable("a stream key", 32);
  const associated = text("associated");
  const body = Uint8Array.from({ length: size }, (_, at) => at % 251);
  const made = sealStream(key, associated, body);
  if (made.length !== streamSize(size) || hex(openStream(key, associated, made)) !== hex(body)) throw new Error("stream");
  return written({ key, associated, size, sealed_size: made.length, sealed_sha256: sha256(made), end: made.slice(-32) });
}

async function box() {
  const [context, body] = [text("a box"), text("what is in it")];
  const made = await sealBox(good, "draft", context, body, "a box");
  return written({ seed: unhex(seeds[2]), label: "draft", context, body, sealed: made });
}

const padding = [0, 1, 4092, 4093, 65532, 65533].map((length) => {
  const number = CLASSES.findIndex((size) => length + 4 <= size);
  return { length, class: number, size: CLASSES[number], padded_sha256: hex(sha256(pad(new Uint8Array(length).fill(7), CLASSES[number]))) };
});

async function theirs(cases) {
  for (const { seed, public: key, context, secret, sealed: made } of cases) {
    if (hex(publicOf(unhex(seed))) !== key) throw new Error("Python makes another key of this seed");
    const opened = await openSecret(unhex(seed), "share", unhex(context), unhex(made));
    if (hex(opened) !== secret) throw new Error("Python's secret is another");
  }
  return cases;
}

export const make = async (fromPython) => ({
  sealing_keys: seeds.map((seed) => ({ seed, public: hex(publicOf(unhex(seed))) })),
  keys_to_take: edge,
  keys_to_refuse: Object.entries(bad).map(([name, key]) => refused(name, key)),
  sealed_in_javascript: await Promise.all(seeds.map(sealed)),
  sealed_in_python_opened_in_javascript: await theirs(fromPython.primitives),
  streams: [0, 1, 65536, 65537, 200000].map(stream),
  box: await box(),
  derived: written({ secret: repeatable("ikm", 32), salt: repeatable("salt", 32), context: text("where"), key: derive(repeatable("ikm", 32), "content-key", text("where"), 32, repeatable("salt", 32)) }),
  signed: written({ seed: repeatable("signer", 32), public: signPublic(repeatable("signer", 32)), label: "consent", message: text("said"), signature: sign(repeatable("signer", 32), "consent", text("said")) }),
  padding,
});
