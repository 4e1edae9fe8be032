// A custodian's keys in the file that brings them to the page (SPEC 15.8), with the directory of directory.js.
import { derive, encode, hex, label, read, repeatable, same, demand, signPublic, unhex, withCheckDigits } from "./bytes.js";
import { secretOf, seed } from "./directory.js";
import { openStream, sealStream } from "./hpke.js";

export const libraries = ["@noble/curves", "cborg"];

const shown = (code) =>
  withCheckDigits(String(BigInt(`0x${hex(code)}`)).padStart(40, "0")).replace(/(...)(?!$)/g, "$1 ");
const keyOf = (code, salt) => derive(code, "carried-keys", new Uint8Array(0), 32, salt);
const boundTo = (salt) => encode([label("carried-keys"), salt]);

const [code, salt] = [repeatable("code of the carried keys", 16), repeatable("salt of the carried keys", 32)];
const keys = encode({
  type: label("carried-keys"),
  custodian: "custodian-1",
  seal_seed: secretOf.seal("custodian-1"),
  sign_seed: secretOf.sign("custodian-1"),
  roots: { type: label("roots"), keys: [0, 1, 2].map((root) => signPublic(seed(`root ${root} signing`))), needed: 2 },
  vault: "https://vault.example",
  policy: "https://policy.example",
  ledger: "https://log.example",
  intake: "https://intake.example",
  signed_directory: null,
  signed_policy: null,
  orders: null,
  memory: encode({
    type: label("custodian-memory"),
    withdrawn: [],
    approved: [],
    counted: [],
    log_size: 0,
    log_root: new Uint8Array(32),
    log_note: new Uint8Array(0),
  }),
});
const file = encode({ type: label("carried-file"), salt, sealed: sealStream(keyOf(code, salt), boundTo(salt), keys) });

function theirs(made) {
  const { salt: itsSalt, sealed } = read(unhex(made.file));
  const itsCode = unhex(made.code);
  demand(shown(itsCode) === made.digits, "Python writes this code otherwise");
  const opened = openStream(keyOf(itsCode, itsSalt), boundTo(itsSalt), sealed);
  demand(same(opened, unhex(made.keys)) && read(opened).custodian === "custodian-2", "Python's file says something else");
  return made;
}

export const make = (fromPython) => ({
  code: hex(code),
  digits: shown(code),
  keys: hex(keys),
  file: hex(file),
  made_in_python_opened_in_javascript: theirs(fromPython.carried),
});
