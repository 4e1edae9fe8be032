// What the page's libraries carry and the page never uses, and what a bundler cannot leave out by itself. Each is looked
// for as it stands today: a new version that has it no more, or has it otherwise, fails the build here.
import { readFileSync } from "node:fs";

const source = (path) => readFileSync(path, "utf8");

function without(text, pattern, becomes, times) {
  const found = text.match(pattern)?.length ?? 0;
  if (found !== times) throw new Error(`${pattern} was found ${found} times, not ${times}`);
  return text.replace(pattern, becomes);
}

// Two hybrids with NIST curves are made where this file is loaded, and used by nobody here. Said to be without side
// effects, which they are, they are left out, and 20 KB of curves with them.
const hybrids = (text) => without(text, / (QSF|ecdhKem)\((?=['p])/g, " /* @__PURE__ */ $1(", 4);

// The page opens and seals single messages; it exports no secrets and has its keys made elsewhere.
const UNUSED = {
  SendExport: 1,
  ReceiveExport: 1,
  Export: 2,
  GenerateKeyPair: 1,
  DeriveKeyPair: 1,
  SerializePrivateKey: 1,
  SerializePublicKey: 1,
};
const method = (named) => new RegExp(`^  ${named}\\([^]*?^  \\}$`, "gm");
const exporting = (text) =>
  Object.entries(UNUSED).reduce((left, [name, times]) => without(left, method(`async ${name}`), "", times), text);

// Nor does it ask a suite what it is made of, or derive keys in one stage: HKDF has two.
const telling = (text) => without(text, method("get (?:KEM|KDF|AEAD)"), "", 3);
// It has no key beforehand either (mode_psk, RFC 9180 5.1.2): there is one mode.
const beforehand = (text) =>
  without(
    without(text, /options\?\.psk\?\.byteLength \? MODE_PSK : MODE_BASE/g, "MODE_BASE", 2),
    /^ {2}VerifyPSKInputs\(psk, pskId\)$/gm,
    "",
    1,
  );
const inOneStage = (text) => without(text, /stages === 1 \? CombineSecrets_OneStage : /g, "", 1);

// No message has a float in it (SPEC 2): whoever sends one is refused where it is read, and none is ever written.
const FLOATS = ["readFloat16", "readFloat32", "readFloat64", "encodeFloat16", "encodeMajorSevenBytes"];
const floats = (text) =>
  FLOATS.reduce(
    (left, name) => without(left, new RegExp(`^(function ${name} [^]*?\\{$)[^]*?^\\}$`, "gm"), "$1 throw Error() }", 1),
    text,
  );

// A message is made of numbers, texts, bytes, lists and maps (SPEC 2): nothing else is ever written.
const METHOD_OF_A_TYPE = /^ {2}(?:ArrayBuffer|DataView|Tagged) \([\s\S]*?^ {2}\},?$/gm;
const otherTypes = (text) =>
  without(without(text, METHOD_OF_A_TYPE, "", 3), /^for \(const typ of 'Uint8Clamped [\s\S]*?^\}$/gm, "", 1);

// With the options that every call here has, the library always takes one of its two ways, and sorts in its own order.
const oneWay = (text) =>
  without(
    without(text, /if \(canDirectEncode\(options\)\)/g, "if (true)", 2),
    /if \(options\.mapSorter === mapSorter\)/g,
    "if (true)",
    1,
  );

// The page signs, and checks signatures: it asks no point whether it is one, prints none, and makes no other kind of key
// of one. What a signature's points must be, the check itself asks of them (verify, fromBytes).
const UNASKED = [
  [8, "assertValidity()"],
  [8, "isTorsionFree()"],
  [8, "toHex()"],
  [8, "toString()"],
  [8, "toMontgomery(publicKey)", ","],
  [8, "toMontgomerySecret(secretKey)", ","],
  [4, "function isValidSecretKey(key)"],
  [4, "function isValidPublicKey(key, zip215)"],
];
const literally = (text) => text.replace(/[()]/g, "\\$&");
const points = (text) =>
  UNASKED.reduce(
    (left, [deep, named, after = ""]) =>
      without(left, new RegExp(`^ {${deep}}${literally(named)} \\{\n[^]*?^ {${deep}}\\}${after}$`, "gm"), "", 1),
    without(text, /^ {8}isValid(?:Secret|Public)Key,$/gm, "", 2),
  );

// Roots of any prime's field, for curves that are not here: Ed25519 finds its own (uvRatio).
const roots = (text) => without(text, /^ {4}sqrt\(num\) \{\n[\s\S]*?^ {4}\}$/gm, "    sqrt() { throw Error() }", 1);

// No catalogue calls a function (tests/clients/web/test_catalogues.py), so none is brought along.
const functions = () => "export const NUMBER = undefined; export const DATETIME = undefined;";

export const leftOut = {
  name: "left-out",
  setup(page) {
    const change = (filter, act) => page.onLoad({ filter }, ({ path }) => ({ contents: act(source(path)) }));
    change(/post-quantum[\\/]hybrid\.js$/, hybrids);
    change(/node_modules[\\/]hpke[\\/]index\.js$/, (text) => inOneStage(beforehand(telling(exporting(text)))));
    change(/@noble[\\/]curves[\\/]abstract[\\/]edwards\.js$/, points);
    change(/@noble[\\/]curves[\\/]abstract[\\/]modular\.js$/, roots);
    change(/cborg[\\/]lib[\\/]7float\.js$/, floats);
    change(/cborg[\\/]lib[\\/]encode\.js$/, (text) => oneWay(otherTypes(text)));
    change(/@fluent[\\/]bundle[\\/]esm[\\/]builtins\.js$/, functions);
  },
};
