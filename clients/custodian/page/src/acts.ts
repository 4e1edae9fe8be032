// What the screens may ask for, and what they are given to show: nothing that they could sign or open with.
import type { Bytes } from "../../../web/src/protocol/bytes.ts";
import type { Aim } from "../../../web/src/protocol/consent.ts";
import type { Flaw } from "./flaws.ts";
import type { RefusalReason } from "./protocol/answers.ts";
import type { Progress } from "./sitting.ts";
import type { Door } from "./stopped.ts";

export interface Seat {
  readonly custodian: string;
  readonly key: string; // the first digits of the public signing key, to compare by telephone
  readonly native: { readonly sign: boolean; readonly seal: boolean };
  readonly doors: Readonly<Record<Door, string>>;
}

// One request, at a glance.
export interface Waiting {
  readonly id: string; // its whole number
  readonly compartment: string;
  readonly parts: number;
  readonly mayApprove: number;
  readonly aim: Aim;
  readonly curator: string;
  readonly reviewer: string;
  readonly ends: number; // in seconds
  readonly used: number; // of the quota for this curator, today
  readonly most: number;
  readonly flaws: readonly (readonly [Flaw, number])[]; // why so many parts may not be approved
}

export interface Seen {
  readonly looked: number;
  readonly stale: number | null; // the day on which a directory ended that still serves
  readonly waiting: readonly Waiting[]; // what ends first comes first
  readonly unsound: readonly Flaw[];
}

export interface CanStop {
  readonly id: string;
  readonly compartment: string | null; // null for one that was approved here
  readonly parts: number;
}

export interface DayOfAnswers {
  readonly day: number;
  readonly curator: string;
  readonly approved: number;
  readonly refused: number;
}

export interface History {
  readonly looked: number | null;
  readonly days: readonly DayOfAnswers[]; // the newest first
}

export interface Acts {
  readonly now: () => number;
  readonly open: () => Promise<Seat | null>;
  readonly bring: (file: Bytes, code: string) => Promise<void>;
  readonly look: () => Promise<Seen>;
  readonly approve: (ids: readonly string[], progress: Progress) => Promise<number>;
  readonly refuse: (id: string, reason: RefusalReason) => Promise<number>;
  readonly stoppable: () => Promise<readonly CanStop[]>;
  readonly freeze: (id: string) => Promise<void>;
  readonly history: () => Promise<History>;
  readonly conflict: () => Promise<Bytes | null>; // both heads of a log that split, to be shown to the witnesses
  readonly forget: () => Promise<void>;
  readonly leave: () => void; // lets go of what was fetched
}
