// The log as this device sees it: one head, which contains all that was ever shown here of it (SPEC 14.5).

import { same } from "../../../web/src/protocol/bytes.ts";
import type { TrustedDirectory } from "../../../web/src/protocol/directory.ts";
import { type Doors, fetchHead, fetchInclusion, fetchToldHead, prove } from "./doors.ts";
import { Flawed, flawOf } from "./flaws.ts";
import { checkWitnessed, type Head, readHead } from "./protocol/checkpoint.ts";
import { directoryLeaf, readInclusion } from "./protocol/ledger.ts";
import type { Store } from "./store.ts";
import type { World } from "./world.ts";

interface Follower {
  readonly world: World;
  readonly store: Store;
  readonly doors: Doors;
  readonly directory: TrustedDirectory;
}

export class FollowedLog {
  readonly #proved: Head[] = [];

  private constructor(
    readonly head: Head,
    readonly follower: Follower,
  ) {}

  // The newest head, and that everything else which is told of the log is of the same: what was seen here before, what
  // intake shows to everyone, and where it holds the directory.
  static async from(seen: Head | null, follower: Follower): Promise<FollowedLog> {
    const head = await readHead(await fetchHead(follower.doors), follower.directory);
    await checkWitnessed(head.note, follower.directory, follower.world.now());
    const log = new FollowedLog(head, follower);
    if (seen) await log.#prove(seen, head);
    await log.#compareWithTold();
    await log.#checkDirectory();
    return log;
  }

  // A proof that came with a request must be of the log that everyone sees, not of one made for this custodian.
  async holds(shown: Head): Promise<void> {
    if (this.#proved.some(({ size, root }) => size === shown.size && same(root, shown.root))) return;
    await this.#prove(shown, this.head);
    this.#proved.push(shown);
  }

  // A note at intake that is no head of this log says nothing about it.
  async #compareWithTold(): Promise<void> {
    const { doors, directory } = this.follower;
    const note = await fetchToldHead(doors);
    const told = note && (await readHead(note, directory).catch(unlessNoHead));
    if (told) await this.#proveWithNewest(told);
  }

  // Where witnesses watch the log, nobody can be shown a directory of their own.
  async #checkDirectory(): Promise<void> {
    const { world, doors, directory } = this.follower;
    if (directory.witnesses_needed === 0) return;
    const leaf = await directoryLeaf(directory);
    const raw = await fetchInclusion(doors, leaf);
    if (!raw) throw new Flawed("directory-not-logged");
    await this.#proveWithNewest(await readInclusion(raw, leaf, directory, world.now()));
  }

  // Either may be the older one.
  #proveWithNewest(other: Head): Promise<void> {
    return other.size > this.head.size ? this.#prove(this.head, other) : this.#prove(other, this.head);
  }

  async #prove(older: Head, newer: Head): Promise<void> {
    try {
      await prove(this.follower.doors, older, newer);
    } catch (error) {
      // Stop, and keep both: two heads signed by one log are the proof against it.
      if (flawOf(error) === "log-split") {
        await this.follower.store.note(() => ({ conflict: [older.note, newer.note] }));
      }
      throw error;
    }
  }
}

function unlessNoHead(error: unknown): null {
  if (flawOf(error) === "no-checkpoint") return null;
  throw error;
}
