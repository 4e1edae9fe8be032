// Cosignatures (SPEC 14.6): two witnesses of directory.js on one head, written from C2SP tlog-cosignature v1.
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
const text = `${directory.log_origin}\n1234\n${base64(repeatable("a root", 32))}\n`;

function byLog() {
  const seed = secretOf.sign("ledger");
  const id = keyId(directory.log_origin, 1, signPublic(seed));
  return line(directory.log_origin, joined(id, ed25519.sign(bytes(text), seed)));
}

function byWitness(name, moment) {
  const seed = secretOf.sign(`witness ${name}`);
  const id = keyId(name, 4, signPublic(seed));
  const signature = ed25519.sign(bytes(`cosignature/v1\ntime ${moment}\n${text}`), seed);
  const key = `${name}+${hex(id)}+${base64(joined([4], signPublic(seed)))}`;
  return { name, seed: hex(seed), at: moment, key, line: line(name, joined(id, bigEndian(moment), signature)) };
}

const witnesses = [byWitness("harbour", at), byWitness("mill", at + 7)];
const log = byLog();

export const make = () => ({ at, text, log, witnesses, note: `${text}\n${log}${witnesses.map((one) => one.line).join("")}` });
