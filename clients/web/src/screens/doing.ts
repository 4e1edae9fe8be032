// What takes time or chance: each act of the page, told to the state as events. A trouble that has no name is a flaw of
// ours, and shows as one that a person can act on: this browser cannot do it.
import { type Acts, CannotDo, type Progress, type Trouble, type Wish } from "../acts.ts";
import type { Receipt } from "../protocol/receipt.ts";
import { written } from "./draft.ts";
import { indexOf } from "./keys.ts";
import { type Event, indexAsked, type State } from "./state.ts";

export type Happen = (event: Event) => void;

const whyOf = (thrown: unknown): Trouble => (thrown instanceof CannotDo ? thrown.why : "browser-too-old");

export async function arrive(acts: Acts, happen: Happen): Promise<void> {
  happen({ on: "asked-again" });
  try {
    happen({ on: "arrived", arrival: await acts.arrive() });
  } catch (thrown) {
    happen({ on: "not-arrived", why: whyOf(thrown) });
  }
}

// A second click comes before the first has changed what is shown; it finds this set.
let busy = false;

async function once(act: () => Promise<void>): Promise<void> {
  if (busy) return;
  busy = true;
  try {
    await act();
  } finally {
    busy = false;
  }
}

export const send = (acts: Acts, state: State, happen: Happen): Promise<void> =>
  once(async () => {
    const { receipt } = state.keys;
    if (!receipt) return;
    let begun = state.sending.at === "failed" && state.sending.begun;
    happen({ on: "send", sending: { at: "going", progress: null } });
    const tell = (progress: Progress) => {
      begun ||= progress.step === "sending" || progress.step === "waiting" || progress.step === "again";
      happen({ on: "send", sending: { at: "going", progress } });
    };
    try {
      await acts.send(written(state.draft, acts.profileTerms), receipt, indexOf(state.keys), tell);
      happen({ on: "sent" });
    } catch (thrown) {
      happen({ on: "send", sending: { at: "failed", why: whyOf(thrown), begun } });
    }
  });

export const look = (acts: Acts, state: State, receipt: Receipt, happen: Happen): Promise<void> =>
  once(async () => {
    const { visit } = state;
    happen({ on: "visited", change: { at: "fetching", progress: null, why: null } });
    const tell = (progress: Progress) => happen({ on: "visited", change: { progress } });
    try {
      happen({ on: "opened", checkIn: await acts.checkIn(receipt, visit.kind, indexAsked(visit), tell) });
    } catch (thrown) {
      happen({ on: "visited", change: { at: "asking", why: whyOf(thrown) } });
    }
  });

export const finish = (state: State, wish: Wish, happen: Happen): Promise<void> =>
  once(async () => {
    const { checkIn, keepReply } = state.visit;
    if (!checkIn) return;
    happen({ on: "visited", change: { at: "finishing", wish, progress: null, why: null } });
    const tell = (progress: Progress) => happen({ on: "visited", change: { progress } });
    try {
      await checkIn.finish(wish, checkIn.seen?.reply != null && !keepReply, tell);
      happen({ on: "finished" });
    } catch (thrown) {
      happen({ on: "visited", change: { at: "open", why: whyOf(thrown) } });
    }
  });
