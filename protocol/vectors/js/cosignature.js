// Cosignatures (SPEC 14.6): two witnesses of directory.js on one head, written from C2SP tlog-cosignature v1; and what two
// notes prove by themselves (SPEC 14.9).
import { ed25519 } from "@noble/curves/ed25519.js";
import { hex, repeatable, sha256, signPublic } from "./bytes.js";
import { directory, secretOf, TODAY } from "./directory.js";

export const libraries = ["@noble/curves"];

const bytes = (text) => new TextEncoder().encode(text);
const joined = (...all) => Uint8Array.from(all.flatMap((one) => [...one]));
const base64 = (raw) => Buffer.from(raw).toString("base64");
const keyId = (name, kind, key) => sha256(joined(bytes(`${name}\n`), [kind], key)).slice(0, 4);
const line = (name, blob) => `\u2014 ${name} ${base64(blob)}\n`;

function bigEndian(number) {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(number));
  return out;
}

const at = TODAY * 86400 + 43200;
const textOf = (size, root) => `${directory.log_origin}\n${size}\n${base64(repeatable(root, 32))}\n`;
const text = textOf(1234, "a root");

function byLog(text) {
  const seed = secretOf.sign("ledger");
  const id = keyId(directory.log_origin, 1, signPublic(seed));
  return line(directory.log_origin, joined(id, ed25519.sign(bytes(text), seed)));
}

function byWitness(name, moment, text) {
  const seed = secretOf.sign(`witness ${name}`);
  const id = keyId(name, 4, signPublic(seed));
  const signature = ed25519.sign(bytes(`cosignature/v1\ntime ${moment}\n${text}`), seed);
  const key = `${name}+${hex(id)}+${base64(joined([4], signPublic(seed)))}`;
  return { name, seed: hex(seed), at: moment, key, line: line(name, joined(id, bigEndian(moment), signature)) };
}

const witnesses = [byWitness("harbour", at, text), byWitness("mill", at + 7, text)];
const log = byLog(text);

function noteOf(size, root, words) {
  const text = textOf(size, root);
  const lines = Object.entries(words).map(([name, moment]) => byWitness(name, moment, text).line);
  return `${text}\n${byLog(text)}${lines.join("")}`;
}

const seen = noteOf(1234, "a root", { harbour: at - 60, mill: at - 50 });
const heads = [
  ["same", noteOf(1234, "a root", { harbour: at })],
  ["larger", noteOf(1240, "a larger root", { harbour: at, mill: at })],
  ["larger", noteOf(1240, "a larger root", {})],
  ["smaller", noteOf(1200, "a smaller root", { harbour: at - 61, mill: at - 51 })],
  ["smaller", noteOf(1200, "a smaller root", { harbour: at - 60 })],
  ["smaller", noteOf(1200, "a smaller root", { harbour: at + 301 })],
  ["forked", noteOf(1234, "another root", { harbour: at - 90, mill: at - 90 })],
  ["taken back", noteOf(1200, "a smaller root", { harbour: at - 59, mill: at - 90 })],
  ["taken back", noteOf(1200, "a smaller root", { mill: at + 300 })],
  ["taken back", noteOf(1240, "a larger root", { harbour: at - 61, mill: at })],
].map(([says, shown]) => ({ shown, says }));

export const make = () => ({ at, text, log, witnesses, note: `${text}\n${log}${witnesses.map((one) => one.line).join("")}`, seen, heads });
