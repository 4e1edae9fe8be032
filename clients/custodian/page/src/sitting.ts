// One sitting of a custodian: fetch what waits, judge it here, answer, and remember before the answer is sent.

import { type Bytes, same, toHex } from "../../../web/src/protocol/bytes.ts";
import { dayOf } from "../../../web/src/protocol/days.ts";
import {
  type Compartment,
  type Directory,
  directory,
  type Known,
  signedDirectory,
  type TrustedDirectory,
  trust,
} from "../../../web/src/protocol/directory.ts";
import { hash } from "../../../web/src/protocol/hash.ts";
import type { Primitives } from "../../../web/src/protocol/primitives.ts";
import {
  type Doors,
  fetchDirectory,
  fetchOrders,
  fetchPolicy,
  fetchWaiting,
  sendAnswers,
  sendFreeze,
  sendHeartbeat,
} from "./doors.ts";
import { type Flaw, Flawed, flawOf } from "./flaws.ts";
import { FollowedLog } from "./following.ts";
import { keysOf } from "./held_keys.ts";
import {
  type Judged,
  type Judgement,
  judge,
  mayApprove,
  mayRefuse,
  Quota,
  reasonOf,
  type TakenBack,
} from "./judging.ts";
import type { Keys } from "./keys.ts";
import {
  approvedLately,
  type Memory,
  readMemory,
  withApproved,
  withLog,
  withWithdrawn,
  writeMemory,
} from "./memory.ts";
import { approve, type RefusalReason, refuse, type SignedApproval } from "./protocol/answers.ts";
import { hasCooled, loosens, noted } from "./protocol/cooling_off.ts";
import { isLogged, type LogEvidence, readEvidence } from "./protocol/ledger.ts";
import type { OpeningNotice } from "./protocol/notices.ts";
import { requestId } from "./protocol/opening.ts";
import { isSameBook, merge, NO_ORDERS, type OrderBook, orderBook, type Standing, stand } from "./protocol/orders.ts";
import { type Policy, signedPolicy, trustPolicy } from "./protocol/policy.ts";
import { checkSeatsStay, checkSubstitutesApart } from "./protocol/seats_stay.ts";
import { Stopped } from "./stopped.ts";
import type { HeldKeys, Kept, Refusals, Store } from "./store.ts";
import type { World } from "./world.ts";

const KEEP_DAYS = 90;
const NOTHING_KNOWN: Known = { number: -1, epoch: 0, hash: new Uint8Array(32), never_to: [] };

// A custodian's own device: what it keeps, and what it works with.
export interface Device {
  readonly world: World;
  readonly store: Store;
  readonly by: Primitives;
  readonly held: HeldKeys;
}

// Told after each part that was sealed anew.
export type Progress = (done: number, of: number) => void;

// A request, and what this device knows of it: where it waits, or null for one that was approved here.
export interface Stoppable {
  readonly request: Bytes;
  readonly compartment: string | null;
  readonly parts: number;
}

interface Shown {
  readonly compartment: Compartment;
  readonly notice: OpeningNotice;
}

export class Sitting {
  readonly keys: Keys;
  readonly #doors: Doors;
  directory!: TrustedDirectory;
  policy!: Policy;
  standing!: Standing;
  waiting: readonly Judged[] = [];
  unsound: readonly Flaw[] = []; // requests that this device will not even show as ones

  private constructor(
    readonly device: Device,
    public kept: Kept,
    public memory: Memory,
  ) {
    this.keys = keysOf(device.held);
    this.#doors = { world: device.world, keys: this.keys, at: device.held.doors };
  }

  // Brings directory, policy and log up to date, then fetches and judges everything that waits.
  static async begin(device: Device): Promise<Sitting> {
    const sitting = await Sitting.#opened(device);
    await sitting.#takeDirectory(await fetchDirectory(sitting.#doors));
    if (sitting.compartments().length === 0) throw new Stopped("no-seat");
    await sendHeartbeat(sitting.#doors);
    await sitting.#takeOrders();
    await sitting.#takePolicy(await fetchPolicy(sitting.#doors));
    sitting.standing = await sitting.#standing(sitting.policy);
    const shown = await sitting.#fetchAll();
    // After the notices: none of their proofs can be newer than this head.
    await sitting.#judgeAll(shown, await sitting.#followLog());
    sitting.kept = { ...sitting.kept, looked: Math.floor(device.world.now()) };
    await device.store.note(() => ({ looked: sitting.kept.looked }));
    return sitting;
  }

  // For freezing: nobody is asked but the vault, and the directory that is held here will do (SPEC 15.6).
  static async toFreeze(device: Device): Promise<Sitting> {
    const sitting = await Sitting.#opened(device);
    const { directory, known } = sitting.kept;
    if (!directory || !known) throw new Flawed("no-such-compartment");
    sitting.directory = await trust(directory, device.held.roots, sitting.today(), known);
    return sitting;
  }

  static async #opened(device: Device): Promise<Sitting> {
    const kept = await device.store.kept();
    if (!kept) throw new Stopped("memory-lost");
    return new Sitting(device, kept, readMemory(kept.memory));
  }

  today(): number {
    return dayOf(this.device.world.now());
  }

  // Those in which this custodian holds a seat with this very key.
  compartments(): readonly Compartment[] {
    const { name, signPublic } = this.keys;
    return this.directory.compartments.filter(({ seats }) =>
      seats.some(({ custodian, sign_key }) => custodian === name && same(sign_key, signPublic)),
    );
  }

  async #takeDirectory(raw: Bytes): Promise<void> {
    this.directory = await trust(raw, this.device.held.roots, this.today(), this.kept.known ?? NOTHING_KNOWN);
    checkSubstitutesApart(this.directory);
    if (this.kept.directory) checkSeatsStay(this.directory, contentsOf(this.kept.directory));
    const { number, epoch, hash: name, never_to, roots } = this.directory;
    if (this.kept.known && same(this.kept.known.hash, name)) return;
    await this.#keep({ directory: raw, known: { number, epoch, hash: name, never_to, roots } });
  }

  // The newest that holds; one that loosens what this device goes by, once it has cooled off here too (SPEC 17.7).
  async #takePolicy(raw: Bytes): Promise<void> {
    const before = this.#stillTrusted();
    const { people } = await this.#standing(before);
    const next = trustPolicy(raw, this.directory, this.kept.policy, people);
    this.policy = before && loosens(before, next) && !(await this.#hasCooled(before, raw)) ? before : next;
    const isTaken = this.policy === next;
    if (isTaken && !(this.kept.policy && same(this.kept.policy, raw))) await this.#keep({ policy: raw });
  }

  async #hasCooled(known: Policy, raw: Bytes): Promise<boolean> {
    const name = await hash("policy-hash", signedPolicy.read(raw).bundle);
    const waiting = noted(this.kept.waiting, name, this.today());
    if (waiting !== this.kept.waiting) await this.#keep({ waiting });
    return hasCooled(known, waiting, name, this.today());
  }

  // The policy that was in force here, if its administrators are still those of the directory.
  #stillTrusted(): Policy | null {
    if (!this.kept.policy) return null;
    try {
      return trustPolicy(this.kept.policy, this.directory, null, new Set());
    } catch (error) {
      flawOf(error);
      return null;
    }
  }

  // Keeps all orders ever seen here: nobody brings anything back by leaving one out (SPEC 21.5).
  async #takeOrders(): Promise<void> {
    const known = this.#orders();
    const all = await merge(known, await fetchOrders(this.#doors), this.directory);
    if (!isSameBook(all, known)) await this.#keep({ orders: orderBook.write(all) });
  }

  #orders(): OrderBook {
    return this.kept.orders ? orderBook.read(this.kept.orders) : NO_ORDERS;
  }

  #standing(policy: Policy | null): Promise<Standing> {
    return stand(this.#orders(), this.directory, policy?.changes.two_organisations ?? true);
  }

  async #fetchAll(): Promise<Shown[]> {
    const shown: Shown[] = [];
    for (const compartment of this.compartments()) {
      for (const notice of await fetchWaiting(this.#doors, compartment.name)) shown.push({ compartment, notice });
    }
    return shown;
  }

  // The log's newest head, which goes on from all that this device has seen of it.
  async #followLog(): Promise<FollowedLog> {
    const { log_size, log_root, log_note } = this.memory;
    const seen = log_note.length > 0 ? { size: BigInt(log_size), root: log_root, note: log_note } : null;
    const log = await FollowedLog.from(seen, { ...this.device, doors: this.#doors, directory: this.directory });
    if (!same(log_note, log.head.note)) await this.#remember(withLog(this.memory, log.head));
    return log;
  }

  async #judgeAll(shown: readonly Shown[], log: FollowedLog): Promise<void> {
    const takenBack = await this.#takenBack(shown);
    const judged = new Map<string, Judged>();
    const unsound: Flaw[] = [];
    for (const one of shown) {
      try {
        const found = await this.#judge(one, log, takenBack);
        judged.set(toHex(found.checked.id), found);
      } catch (error) {
        const flaw = flawOf(error);
        if (flaw === "log-split") throw error;
        unsound.push(flaw);
      }
    }
    [this.waiting, this.unsound] = [[...judged.values()], unsound];
  }

  // What is said to be withdrawn; what the log shows to be is remembered first, also from a bad notice.
  async #takenBack(shown: readonly Shown[]): Promise<TakenBack> {
    const known = new Set(this.memory.withdrawn.map(toHex));
    const said = new Map<string, { part: Bytes; evidence: LogEvidence | null }>();
    for (const { part, evidence } of shown.flatMap(({ notice }) => notice.withdrawn)) {
      const before = said.get(toHex(part))?.evidence ?? null;
      if (!known.has(toHex(part))) said.set(toHex(part), { part, evidence: evidence ?? before });
    }
    const proved: Bytes[] = [];
    for (const { part, evidence } of said.values()) {
      if (evidence && (await isLogged(evidence, this.directory, "withdrawal", part))) proved.push(part);
    }
    if (proved.length > 0) await this.#remember(withWithdrawn(this.memory, proved));
    return { shown: new Set(this.memory.withdrawn.map(toHex)), said: new Set(said.keys()) };
  }

  async #judge({ compartment, notice }: Shown, log: FollowedLog, takenBack: TakenBack): Promise<Judged> {
    const { directory, policy, standing, memory } = this;
    await log.holds(await readEvidence(notice.evidence, directory));
    const now = Math.floor(this.device.world.now());
    const bench = { custodian: this.keys.name, directory, policy, standing, memory, takenBack, now };
    const one = await judge(notice, bench);
    if (one.checked.compartment.name !== compartment.name) throw new Flawed("other-compartment");
    return one;
  }

  quotaOf({ checked }: Judged): Quota {
    return new Quota(checked, this.policy, this.memory, this.today());
  }

  // Approves every part of these requests that may be; how many went. The quota is counted first, on the disk. A share
  // that is not the one its sender committed to, and a request that ended meanwhile, are left out.
  async approve(requests: readonly Judged[], progress: Progress = () => undefined): Promise<number> {
    const of = requests.flatMap(mayApprove).length;
    let [sent, sealed] = [0, 0];
    const turn = () => {
      sealed += 1;
      progress(sealed, of);
    };
    for (const request of requests) {
      const approvals = await this.#approvals(request, turn);
      if (approvals.length === 0) continue;
      await this.#count(
        request,
        approvals.map(([part]) => part),
      );
      await sendAnswers(this.#doors, { approvals: approvals.map(([, one]) => one), refusals: [] });
      sent += approvals.length;
    }
    return sent;
  }

  async #approvals(request: Judged, turn: () => void): Promise<[Bytes, SignedApproval][]> {
    const made: [Bytes, SignedApproval][] = [];
    for (const { part, slip } of this.#withinQuota(request)) {
      try {
        made.push([part, await approve(this.device.by, this.keys, slip, part, request.checked)]);
      } catch (error) {
        if (flawOf(error) !== "cannot-open") throw error;
      }
      turn();
    }
    return made;
  }

  // Several requests of one curator in one sitting share that curator's quota.
  #withinQuota(request: Judged): readonly Judgement[] {
    if (this.device.world.now() > request.checked.request.expires) return [];
    const quota = this.quotaOf(request);
    return mayApprove(request).filter(({ part }) => quota.takes(part));
  }

  async #count({ checked }: Judged, parts: readonly Bytes[]): Promise<void> {
    const { holder } = checked.curator.desk;
    // Kept also where all were counted before: whoever wrote meanwhile is found by it.
    await this.#remember(withApproved(this.memory, holder, this.today(), checked.id, parts));
  }

  // Refuses every part of a request, each with the given reason or the one that this device found; how many went.
  async refuse(request: Judged, reason: RefusalReason | null): Promise<number> {
    const { checked } = request;
    const refusals = [];
    for (const one of mayRefuse(request)) {
      refusals.push(await refuse(this.keys, checked, one.part, one.slip.number, reason ?? reasonOf(one)));
    }
    if (refusals.length === 0) return 0;
    await sendAnswers(this.#doors, { approvals: [], refusals });
    const { holder } = checked.curator.desk;
    const { refused } = await this.device.store.note((now) => ({
      refused: withRefused(now.refused, holder, this.today(), refusals.length),
    }));
    this.kept = { ...this.kept, refused };
    return refusals.length;
  }

  // Stops a request for good: also one that is approved, and one that does not hold.
  freeze(request: Bytes): Promise<void> {
    return sendFreeze(this.#doors, request);
  }

  // What can be stopped: what waits for this custodian, sound or not, and what was approved here while it can still live.
  async stoppable(): Promise<readonly Stoppable[]> {
    const waiting = [];
    for (const { compartment, notice } of await this.#fetchAll()) {
      waiting.push({
        request: await requestId(notice.request),
        compartment: compartment.name,
        parts: notice.slips.length,
      });
    }
    const known = new Set(waiting.map(({ request }) => toHex(request)));
    const approved = [...approvedLately(this.memory, this.today()).values()];
    return [...waiting, ...approved.filter(({ request }) => !known.has(toHex(request)))];
  }

  async #remember(memory: Memory): Promise<void> {
    await this.#keep({ memory: writeMemory(memory) });
    this.memory = memory;
  }

  async #keep(change: Partial<Kept>): Promise<void> {
    this.kept = await this.device.store.remember(this.kept.turn, change);
  }
}

// Of a directory that was trusted here before.
const contentsOf = (signed: Bytes): Directory => directory.read(signedDirectory.read(signed).directory);

// Counts alone: of whom, on which day, how many.
function withRefused(before: readonly Refusals[], curator: string, today: number, more: number): readonly Refusals[] {
  const isToday = (one: Refusals) => one.curator === curator && one.day === today;
  const parts = before.filter(isToday).reduce((sum, one) => sum + one.parts, more);
  return [...before.filter((one) => !isToday(one) && one.day > today - KEEP_DAYS), { curator, day: today, parts }];
}
