// The custodian's page with acts that only pretend: what happens is told in the address, as `#waiting` or
// `#stop=log-split`. The clock stands.
import type { Acts, Seen, Waiting } from "../../../../clients/custodian/page/src/acts.ts";
import { show } from "../../../../clients/custodian/page/src/screens/page.tsx";
import { Stopped, type Why, type Door } from "../../../../clients/custodian/page/src/stopped.ts";
import { Flawed, type Flaw } from "../../../../clients/custodian/page/src/flaws.ts";

const NOW = Date.UTC(2026, 10, 22, 12) / 1000;
const happens = new URLSearchParams(location.hash.slice(1));
const number = (sign: string) => sign.repeat(64);

const one = (change: Partial<Waiting>): Waiting => ({
  id: number("a"),
  compartment: "xa-testimony",
  parts: 6,
  mayApprove: 6,
  aim: "early-warning",
  curator: "ines",
  reviewer: "tomas",
  ends: NOW + 44 * 3600,
  used: 4,
  most: 40,
  flaws: [],
  ...change,
});
const several: readonly Waiting[] = [
  one({ id: number("c"), parts: 3, mayApprove: 1, ends: NOW + 2.5 * 3600, flaws: [["withdrawn", 1], ["not-allowed", 1]] }),
  one({ parts: 12, mayApprove: 12 }),
  one({ id: number("e"), parts: 2, mayApprove: 0, curator: "amaru", used: 40, flaws: [["quota-reached", 2]] }),
];

const seen = (): Seen => ({
  looked: NOW,
  stale: happens.has("stale") ? 20_770 : null,
  waiting: happens.has("nothing") ? [] : several,
  unsound: happens.has("unsound") ? ["bad-signature", "request-ended"] : [],
});

function stopped(): void {
  const stop = happens.get("stop");
  if (!stop) return;
  const [why, who] = stop.split(":");
  throw who ? new Stopped(why as Why, who as Door, 503) : stop.startsWith("memory") || stop === "no-seat" ? new Stopped(stop as Why) : new Flawed(stop as Flaw);
}

// What tests move and look at.
const pretended = { now: NOW, refused: [] as unknown[] };
Object.assign(globalThis, { pretended });

const acts: Acts = {
  now: () => pretended.now,
  open: async () =>
    happens.has("empty")
      ? null
      : {
          custodian: "asha-k",
          key: "5f0c2d91b7a84e63d1f2a0b9c8e7f605",
          native: { sign: true, seal: false },
          doors: {
            vault: "https://vault.example.org",
            policy: "https://policy.example.org",
            ledger: "https://log.example.org",
            intake: "https://report.example.org",
          },
        },
  bring: async () => {
    throw new Flawed("cannot-open");
  },
  look: async () => {
    stopped();
    return seen();
  },
  approve: (_, progress) => {
    progress(5, 13);
    return new Promise((go) => !happens.has("sealing") && go(13));
  },
  refuse: async (...given) => {
    pretended.refused.push(given);
    return 2;
  },
  stoppable: async () => [
    { id: number("a"), compartment: "xa-testimony", parts: 12 },
    { id: number("b"), compartment: null, parts: 4 },
  ],
  freeze: async () => undefined,
  history: async () => ({
    looked: NOW,
    days: [
      { day: 20_779, curator: "ines", approved: 4, refused: 0 },
      { day: 20_778, curator: "amaru", approved: 40, refused: 2 },
      { day: 20_778, curator: "ines", approved: 11, refused: 0 },
    ],
  }),
  conflict: async () => null,
  forget: async () => undefined,
  leave: () => undefined,
};

const page = document.getElementById("page");
if (page) show(acts, page);
