import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist as cs } from "@scure/bip39/wordlists/czech.js";
import { wordlist as en } from "@scure/bip39/wordlists/english.js";
import { wordlist as fr } from "@scure/bip39/wordlists/french.js";
import { wordlist as it } from "@scure/bip39/wordlists/italian.js";
import { wordlist as ja } from "@scure/bip39/wordlists/japanese.js";
import { wordlist as ko } from "@scure/bip39/wordlists/korean.js";
import { wordlist as pt } from "@scure/bip39/wordlists/portuguese.js";
import { wordlist as zhHans } from "@scure/bip39/wordlists/simplified-chinese.js";
import { wordlist as es } from "@scure/bip39/wordlists/spanish.js";
import { wordlist as zhHant } from "@scure/bip39/wordlists/traditional-chinese.js";
import { derive, encode, hex, repeatable, signPublic, unhex, withCheckDigits } from "./bytes.js";

export const libraries = ["@scure/bip39", "@noble/curves", "cborg"];
const lists = { en, fr, es, pt, it, cs, ja, ko, "zh-hans": zhHans, "zh-hant": zhHant };
const INDEXES = [0, 1, 4294967295];
// Files of a report: the last of the first one, two of later ones, the very last there can be.
const FILES = [[0, 31], [1, 0], [3, 5], [134217727, 31]];
const entropies = ["00".repeat(16), "ff".repeat(16), "80".repeat(16), hex(repeatable("receipt", 16))];

export const make = () => ({ receipts: entropies.map(receipt) });

function receipt(entropy) {
  const secret = unhex(entropy);
  const number = BigInt(`0x${entropy}`).toString().padStart(40, "0");
  return {
    entropy,
    digits: withCheckDigits(number).match(/.{3}/g).join(" "),
    words: Object.fromEntries(Object.entries(lists).map(([language, list]) => [language, words(secret, list)])),
    parts: ["testimony", "identity", "evidence"].map((kind) => part(secret, kind)),
    files: FILES.map(([report, file]) => evidence(secret, report, file)),
  };
}

function words(secret, list) {
  const written = entropyToMnemonic(secret, list);
  if (hex(mnemonicToEntropy(written, list)) !== hex(secret)) throw new Error("words do not lead back");
  return written.normalize("NFC").split(/\s/);
}

function part(secret, kind) {
  const key = (index) => hex(signPublic(derive(secret, "part-key", encode([kind, index]))));
  return {
    kind,
    part_keys: Object.fromEntries(INDEXES.map((index) => [index, key(index)])),
    mailboxes: Object.fromEntries(INDEXES.map((index) => [index, hex(derive(secret, "mailbox", encode([kind, index]), 16))])),
    reply_seeds: Object.fromEntries(INDEXES.map((index) => [index, hex(derive(secret, "reply-key", encode([kind, index])))])),
  };
}

// SPEC 7.4: file n of report i.
function evidence(secret, report, file) {
  const index = 32 * report + file;
  const place = encode(["evidence", index]);
  return { report, file, index, part_key: hex(signPublic(derive(secret, "part-key", place))), mailbox: hex(derive(secret, "mailbox", place, 16)) };
}
