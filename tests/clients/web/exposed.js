// The page's modules, handed to tests: `leeward.call("receipt.showDigits", [...])`. Bytes travel as base64, and what a
// browser is not to use of its own is chosen by name.
import { combine } from "shamir-secret-sharing";
import { wordlist as czech } from "@scure/bip39/wordlists/czech.js";
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as french } from "@scure/bip39/wordlists/french.js";
import { wordlist as italian } from "@scure/bip39/wordlists/italian.js";
import { wordlist as japanese } from "@scure/bip39/wordlists/japanese.js";
import { wordlist as korean } from "@scure/bip39/wordlists/korean.js";
import { wordlist as portuguese } from "@scure/bip39/wordlists/portuguese.js";
import { wordlist as simplified } from "@scure/bip39/wordlists/simplified-chinese.js";
import { wordlist as spanish } from "@scure/bip39/wordlists/spanish.js";
import { wordlist as traditional } from "@scure/bip39/wordlists/traditional-chinese.js";
import { acts } from "../../../clients/web/src/acting.ts";
import * as exchange from "../../../clients/web/src/intake/exchange.ts";
import * as patience from "../../../clients/web/src/intake/patience.ts";
import * as proving from "../../../clients/web/src/intake/proving.ts";
import { browserWorld } from "../../../clients/web/src/world.ts";
import * as acceptance from "../../../clients/web/src/protocol/acceptance.ts";
import * as cards from "../../../clients/web/src/protocol/cards.ts";
import * as consent from "../../../clients/web/src/protocol/consent.ts";
import * as contents from "../../../clients/web/src/protocol/contents.ts";
import * as control from "../../../clients/web/src/protocol/control.ts";
import * as days from "../../../clients/web/src/protocol/days.ts";
import * as digits from "../../../clients/web/src/protocol/digits.ts";
import * as directory from "../../../clients/web/src/protocol/directory.ts";
import * as encoding from "../../../clients/web/src/protocol/encoding.ts";
import * as hash from "../../../clients/web/src/protocol/hash.ts";
import * as mailbox from "../../../clients/web/src/protocol/mailbox.ts";
import * as padding from "../../../clients/web/src/protocol/padding.ts";
import * as post from "../../../clients/web/src/protocol/post.ts";
import * as primitives from "../../../clients/web/src/protocol/primitives.ts";
import * as receipt from "../../../clients/web/src/protocol/receipt.ts";
import * as reply from "../../../clients/web/src/protocol/reply.ts";
import * as report from "../../../clients/web/src/protocol/report.ts";
import * as roots from "../../../clients/web/src/protocol/roots.ts";
import * as sealKeys from "../../../clients/web/src/protocol/seal_keys.ts";
import * as sealing from "../../../clients/web/src/protocol/sealing.ts";
import * as shares from "../../../clients/web/src/protocol/shares.ts";
import * as signing from "../../../clients/web/src/protocol/signing.ts";
import * as stream from "../../../clients/web/src/protocol/stream.ts";
import * as trust from "../../../clients/web/src/protocol/trust.ts";
import * as uploads from "../../../clients/web/src/protocol/uploads.ts";
import * as work from "../../../clients/web/src/protocol/work.ts";

const WORD_LISTS = {
  en: english,
  fr: french,
  es: spanish,
  pt: portuguese,
  it: italian,
  cs: czech,
  ja: japanese,
  ko: korean,
  "zh-hans": simplified,
  "zh-hant": traditional,
};

const wordList = (language) => receipt.wordList(language, WORD_LISTS[language]);

const chosen = {
  native: choose({ kem: true, cipher: true }),
  library: choose({ kem: false, cipher: false }),
};

function choose(allowed) {
  const random = (size) => crypto.getRandomValues(new Uint8Array(size));
  return primitives.choosePrimitives(allowed, random);
}

const modules = {
  acceptance, cards, consent, contents, control, days, digits, directory, encoding, hash, mailbox, padding, post,
  primitives, receipt, reply, report, roots, sealKeys, sealing, shares, signing, stream, trust, uploads, work,
  acts: null, // once `library.begin` made them
  checkIn: null, // the last one
  exchange,
  patience,
  proving,
  library: {
    combine,
    prove: (world, id, bits) => proving.prove(world, id, bits, () => {}),
    // The acts in a world whose clock stands and whose pauses are short.
    begin(page, now, native = { kem: true, cipher: true }, waits = 0.001) {
      const world = browserWorld();
      leeward.waited = [];
      const wait = (seconds) => {
        leeward.waited.push(seconds);
        return world.wait(seconds * waits);
      };
      const fetch = (...asked) => {
        leeward.unanswered += 1;
        return world.fetch(...asked).finally(() => {
          leeward.unanswered -= 1;
        });
      };
      leeward.world = { ...world, native, wait, fetch, now: () => now + performance.now() / 1000 };
      modules.acts = acts(leeward.world, page);
    },
    async checkIn(...given) {
      modules.checkIn = await modules.acts.checkIn(...given);
      return modules.checkIn.seen;
    },
    showWords: (one, language) => receipt.showWords(one, wordList(language)),
    readWords: (typed, language) => receipt.readWords(typed, wordList(language)),
    search: (how, id, bits, from, tries) => work[how](id, bits)(from, tries),
    own: (by) => by.own,
  },
};

async function revived(value) {
  if (Array.isArray(value)) return Promise.all(value.map(revived));
  if (value === null || typeof value !== "object") return value;
  if ("$bytes" in value) return Uint8Array.from(atob(value.$bytes), (sign) => sign.charCodeAt(0));
  if ("$by" in value) return chosen[value.$by];
  if ("$receipt" in value) return new receipt.Receipt(await revived(value.$receipt));
  if ("$of" in value) return found(value.$of);
  if ("$tell" in value) return (progress) => leeward.told.push(progress);
  if ("$world" in value) return leeward.world ?? browserWorld();
  const entries = Object.entries(value).map(async ([name, one]) => [name, await revived(one)]);
  return Object.fromEntries(await Promise.all(entries));
}

function told(value) {
  if (value instanceof Uint8Array) return { $bytes: base64(value) };
  if (value instanceof receipt.Receipt) return { $receipt: told(value.entropy()) };
  if (Array.isArray(value)) return value.map(told);
  if (value === null || typeof value !== "object") return value === undefined ? null : value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, told(one)]));
}

function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

const found = (path) => path.split(".").reduce((one, name) => one[name], modules);

async function call(path, given) {
  const steps = path.split(".");
  const owner = found(steps.slice(0, -1).join("."));
  try {
    return { value: told(await owner[steps.at(-1)](...(await revived(given)))) };
  } catch (error) {
    return { refused: error.why ?? `${error.name}: ${error.message}\n${error.stack}` };
  }
}

globalThis.leeward = { call, revived, modules, chosen, told: [], waited: [], unanswered: 0, world: null };
