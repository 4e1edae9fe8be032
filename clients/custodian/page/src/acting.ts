// What the screens ask for, made real: one device, and one sitting at a time.
import { type Bytes, joined, toHex, utf8 } from "../../../web/src/protocol/bytes.ts";
import { choosePrimitives, type Primitives } from "../../../web/src/protocol/primitives.ts";
import type { Acts, DayOfAnswers, History, Seat, Waiting } from "./acts.ts";
import { importKeys, openDevice } from "./device.ts";
import type { Flaw } from "./flaws.ts";
import { isNative } from "./held_keys.ts";
import { type Judged, mayApprove } from "./judging.ts";
import { approvedFor, readMemory } from "./memory.ts";
import { type Device, Sitting } from "./sitting.ts";
import { Stopped } from "./stopped.ts";
import type { Kept, Store } from "./store.ts";
import type { World } from "./world.ts";

const SHOWN_OF_A_KEY = 32;

export function acts(world: World, store: Store): Acts {
  let by: Promise<Primitives> | null = null;
  let sitting: Sitting | null = null;
  const primitives = () => {
    by ??= choosePrimitives(world.native, world.random);
    return by;
  };

  async function device(): Promise<Device> {
    const found = await openDevice(world, store, await primitives());
    if (!found) throw new Stopped("keys-unusable");
    return found;
  }

  async function kept(): Promise<Kept> {
    const found = await store.kept();
    if (!found) throw new Stopped("memory-lost");
    return found;
  }

  const shown = (ids: readonly string[]): readonly Judged[] =>
    sitting?.waiting.filter(({ checked }) => ids.includes(toHex(checked.id))) ?? [];

  return {
    now: world.now,
    async open() {
      const found = await openDevice(world, store, await primitives());
      return found && seatOf(found);
    },
    bring: async (file, code) => importKeys(world, store, await primitives(), file, code),
    async look() {
      sitting = null;
      const fresh = await Sitting.begin(await device());
      sitting = fresh;
      const { directory, unsound, kept: after } = fresh;
      const waiting = fresh.waiting.map((one) => waitingOf(one, fresh)).sort((a, b) => a.ends - b.ends);
      return { looked: after.looked ?? 0, stale: directory.stale ? directory.expires : null, waiting, unsound };
    },
    approve: async (ids, progress) => (sitting ? sitting.approve(shown(ids), progress) : 0),
    async refuse(id, reason) {
      const [request] = shown([id]);
      return sitting && request ? sitting.refuse(request, reason) : 0;
    },
    async stoppable() {
      const several = await (await Sitting.toFreeze(await device())).stoppable();
      return several.map((one) => ({ ...one, id: toHex(one.request) }));
    },
    freeze: async (id) => (await Sitting.toFreeze(await device())).freeze(fromHex(id)),
    history: async () => historyOf(await kept()),
    async conflict() {
      const { conflict } = await kept();
      return conflict && joined(conflict[0], utf8("\n"), conflict[1]);
    },
    async forget() {
      sitting = null;
      await store.forget();
    },
    leave() {
      sitting = null;
    },
  };
}

const seatOf = ({ held }: Device): Seat => ({
  custodian: held.custodian,
  key: toHex(held.signPublic).slice(0, SHOWN_OF_A_KEY),
  native: { sign: isNative(held.sign), seal: isNative(held.seal) },
  doors: held.doors,
});

function waitingOf(judged: Judged, sitting: Sitting): Waiting {
  const { request, compartment, curator, reviewer, id } = judged.checked;
  const { holder } = curator.desk;
  return {
    id: toHex(id),
    compartment: compartment.name,
    parts: judged.judgements.length,
    mayApprove: mayApprove(judged).length,
    aim: request.aim,
    curator: holder,
    reviewer: reviewer.desk.holder,
    ends: request.expires,
    used: approvedFor(sitting.memory, holder, sitting.today()),
    most: sitting.policy.custody.parts_per_curator_and_day,
    flaws: counted(judged.judgements.flatMap(({ refusal }) => (refusal ? [refusal] : []))),
  };
}

function historyOf({ memory, refused, looked }: Kept): History {
  const days = new Map<string, DayOfAnswers>();
  const add = (curator: string, day: number, change: Partial<DayOfAnswers>) => {
    const before = days.get(`${day} ${curator}`) ?? { day, curator, approved: 0, refused: 0 };
    days.set(`${day} ${curator}`, { ...before, ...change });
  };
  for (const { curator, day, parts } of readMemory(memory).approved) add(curator, day, { approved: parts });
  for (const { curator, day, parts } of refused) add(curator, day, { refused: parts });
  return { looked, days: [...days.values()].sort((a, b) => b.day - a.day || (a.curator < b.curator ? -1 : 1)) };
}

function counted(flaws: readonly Flaw[]): readonly (readonly [Flaw, number])[] {
  const counts = new Map<Flaw, number>();
  for (const flaw of flaws) counts.set(flaw, (counts.get(flaw) ?? 0) + 1);
  return [...counts];
}

const fromHex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
