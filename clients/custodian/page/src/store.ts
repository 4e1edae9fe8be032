// What stays on this device: keys that the browser keeps and never shows, and what is remembered. IndexedDB, one record
// each. Every change is on the disk before the promise of it is kept, and none is made over somebody else's.
import type { Bytes } from "../../../web/src/protocol/bytes.ts";
import type { Known } from "../../../web/src/protocol/directory.ts";
import type { RootSet } from "../../../web/src/protocol/roots.ts";
import { asked, database } from "./database.ts";
import type { SeenPolicy } from "./protocol/cooling_off.ts";
import type { Door } from "./stopped.ts";
import { Stopped } from "./stopped.ts";

const NAME = "leeward-custodian";
const { read, write } = database(NAME, ["keys", "kept"]);

// A private key as the browser keeps it: one of its own that shows its bytes to nobody, or a seed under such a one.
export type HeldKey = CryptoKey | { readonly nonce: Bytes; readonly sealed: Bytes };

export interface HeldKeys {
  readonly custodian: string;
  readonly signPublic: Bytes;
  readonly sign: HeldKey;
  readonly seal: HeldKey;
  readonly wrapping: CryptoKey; // AES-GCM, for those that are sealed
  readonly roots: RootSet;
  readonly doors: Readonly<Record<Door, string>>;
}

export interface Refusals {
  readonly curator: string;
  readonly day: number;
  readonly parts: number;
}

// All that may change. `turn` counts the changes of what nothing may go back behind, so that two tabs do not write over
// one another.
export interface Kept {
  readonly turn: number;
  readonly memory: Bytes;
  readonly known: Known | null; // of the newest directory ever trusted here, be it over
  readonly directory: Bytes | null; // a SignedDirectory
  readonly policy: Bytes | null; // a SignedPolicy, the newest ever trusted here
  readonly waiting: readonly SeenPolicy[]; // policies that cool off here
  readonly orders: Bytes | null; // an OrderBook: all orders ever seen here
  readonly refused: readonly Refusals[];
  readonly looked: number | null; // when all was last seen to hold, in seconds
  readonly conflict: readonly [Bytes, Bytes] | null; // two heads that one log signed and that do not agree (SPEC 14.5)
}

export interface Store {
  readonly keys: () => Promise<HeldKeys | null>;
  readonly kept: () => Promise<Kept | null>;
  // What is to be remembered, where nobody has since that turn: else Stopped("memory-changed").
  readonly remember: (turn: number, change: Partial<Kept>) => Promise<Kept>;
  // What is only noted, whoever wrote before.
  readonly note: (change: (now: Kept) => Partial<Pick<Kept, "refused" | "looked" | "conflict">>) => Promise<Kept>;
  // Both at once, or neither; Stopped("memory-changed") where there are keys already.
  readonly begin: (keys: HeldKeys, kept: Kept) => Promise<void>;
  readonly forget: () => Promise<void>;
}

export const browserStore = (): Store => ({
  keys: () => read<HeldKeys>("keys", NAME),
  kept: () => read<Kept>("kept", NAME),
  remember: (turn, change) =>
    changed((now) => {
      if (now.turn !== turn) throw new Stopped("memory-changed");
      return { ...change, turn: turn + 1 };
    }),
  note: changed,
  begin: (keys, kept) =>
    write(async (open) => {
      if (await asked(open("keys").count())) throw new Stopped("memory-changed");
      open("keys").put(keys, NAME);
      open("kept").put(kept, NAME);
    }),
  forget: () =>
    write(async (open) => {
      for (const store of ["keys", "kept"] as const) open(store).clear();
    }),
});

async function changed(change: (now: Kept) => Partial<Kept>): Promise<Kept> {
  let after: Kept | null = null;
  await write(async (open) => {
    const now = await asked<Kept | undefined>(open("kept").get(NAME));
    if (!now) throw new Stopped("memory-lost");
    after = { ...now, ...change(now) };
    open("kept").put(after, NAME);
  });
  if (!after) throw new Stopped("memory-lost");
  return after;
}
