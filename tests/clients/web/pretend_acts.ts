// Acts that pretend, so that the screens can be looked at without a server. Never part of a built page.
//
// What follows `#` in the address chooses what happens: #arrive=directory-forked, #send=cannot-reach, #look=none …
// With #hold, what goes over the line stops half way, until goOn() is called; #slow=… says how many times as long all
// else takes.
import { form, language } from "page:language";
import {
  type Acts,
  type Arrival,
  CannotDo,
  type CheckIn,
  type Seen,
  type Trouble,
} from "../../../clients/web/src/acts.ts";
import { profileTerms } from "../../../clients/web/src/protocol/consent.ts";
import type { Receipt } from "../../../clients/web/src/protocol/receipt.ts";

const wishes = new URLSearchParams(location.hash.slice(1));
const TODAY = 20_779;
const WORDS = "ocean travel garden seven planet winter bridge candle motor forest simple yellow".split(" ");
const DIGITS = Array.from({ length: 14 }, (_, at) => String(137 * (at + 3)).slice(0, 3));
const REPLIES: Record<string, string> = {
  en: "Thank you. Did you see yourself that the road was closed?\nPlease do not go there again.",
  ar: "شكرًا لك. هل رأيت بنفسك أن الطريق كان مقطوعًا؟\nيرجى ألا تذهب إلى هناك مرة أخرى.",
};
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms * Number(wishes.get("slow") ?? 1)));
const held = () =>
  new Promise<void>((goOn) => (wishes.has("hold") ? void Object.assign(globalThis, { goOn }) : goOn()));

const COARSE = profileTerms("summary-coarse", TODAY);

const SEEN: Seen = {
  kind: "testimony",
  version: 2,
  given: TODAY - 20,
  expires: TODAY + 20,
  ended: false,
  signed: profileTerms("summary-finer", TODAY),
  inForce: COARSE,
  settles: TODAY + 4,
  loosened: null,
  withdrawn: false,
  opened: true,
  reply: REPLIES[language] ?? "",
  unknownDesk: false,
  late: wishes.has("late"),
  asOf: TODAY - 1,
};

const SHOWN: Record<string, Partial<Seen>> = {
  plain: {
    reply: null,
    opened: false,
    settles: null,
    inForce: COARSE,
    signed: COARSE,
    expires: TODAY + 300,
    version: 1,
  },
  withdrawn: { withdrawn: true, reply: null, settles: null },
  ended: { ended: true, reply: null, settles: null, expires: TODAY - 3 },
  read: { reply: null, settles: null, inForce: COARSE, signed: COARSE, expires: TODAY + 300 },
  desk: { reply: null, unknownDesk: true },
  loosened: {
    reply: null,
    opened: false,
    settles: null,
    inForce: COARSE,
    signed: COARSE,
    expires: TODAY + 300,
    loosened: { counts: TODAY + 7, kinds: 1 + 8 + 64 },
  },
  full: { version: 8 },
};

// Tells tests what was asked for.
const asked: unknown[] = [];
Object.assign(globalThis, { asked });

let madeBefore = 0;
const isWords = (typed: string) => typed.toLowerCase().split(/\s+/).filter(Boolean).length === 12;

const HEAD = `leeward.example/log
48213
${"Qk9".repeat(14)}Qk8=

\u2014 leeward.example/log ${"aGVhZA".repeat(15)}==
\u2014 witness-one ${"d2l0bmVzcw".repeat(10)}==
`;

const ARRIVAL: Arrival = {
  countries: ["ml", "sd", "cd", "et", "bf"],
  neverTo: ["bf-interior", "ml-army", "sd-security"],
  stale: false,
  withEvidence: [],
  today: TODAY,
};

export const acts: Acts = {
  atHand: () => ARRIVAL,
  async logHead() {
    asked.push("logHead");
    if (wishes.has("headless")) throw new CannotDo("refused");
    return HEAD;
  },
  async arrive() {
    await pause(300);
    const why = wishes.get("arrive") as Trouble | null;
    if (why) throw new CannotDo(why);
    return { ...ARRIVAL, stale: wishes.has("stale"), withEvidence: ["sd", "cd"] };
  },
  profileTerms: (profile) => profileTerms(profile, TODAY),
  newReceipt: () => ({ words: madeBefore++ ? [...WORDS].reverse() : WORDS }) as unknown as Receipt,
  showReceipt: (receipt) =>
    form === "digits" ? { form, groups: DIGITS } : { form, groups: (receipt as unknown as { words: string[] }).words },
  readReceipt(typed) {
    if (typed.replace(/\D/g, "").length === 42) return { words: WORDS } as unknown as Receipt;
    if (!isWords(typed)) throw new CannotDo("bad-receipt");
    return { words: typed.toLowerCase().split(/\s+/).filter(Boolean) } as unknown as Receipt;
  },
  checkCard(typed) {
    if (typed.replace(/\D/g, "").length !== 24) throw new CannotDo("bad-card");
  },
  sizeOf: (written) => written.text.length + 200 + written.pictures.reduce((sum, { data }) => sum + data.length, 0),
  async send(written, _receipt, index, tell) {
    asked.push({ send: written, index });
    const why = wishes.get("send") as Trouble | null;
    const all = 48_000;
    tell({ step: "sealing", done: 0, all });
    await pause(400);
    for (let done = 0; done <= all; done += 8000) {
      tell({ step: "sending", done, all });
      if (done === all / 2) await held();
      await pause(300);
      if (why && done > all / 3) {
        wishes.delete("send");
        throw new CannotDo(why);
      }
    }
  },
  async checkIn(_receipt, kind, index, tell): Promise<CheckIn> {
    asked.push({ checkIn: kind, index });
    tell({ step: "sending", done: wishes.has("hold") ? 131_072 : 0, all: 196_608 });
    await held();
    await pause(500);
    const why = wishes.get("look") as Trouble | "none" | null;
    if (why && !(why in SHOWN) && why !== "none") throw new CannotDo(why);
    return {
      seen: why === "none" ? null : { ...SEEN, kind, ...SHOWN[why ?? ""] },
      async finish(wish, read) {
        asked.push({ finish: wish, read });
        await pause(500);
      },
      leave() {
        asked.push("leave");
        return true;
      },
    };
  },
};
