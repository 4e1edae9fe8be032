// This device: nothing yet, or a custodian's, with keys that were brought to it once. SPEC 15.8.
import type { Bytes } from "../../../web/src/protocol/bytes.ts";
import { directory, type Known, signedDirectory } from "../../../web/src/protocol/directory.ts";
import { hash } from "../../../web/src/protocol/hash.ts";
import type { Primitives } from "../../../web/src/protocol/primitives.ts";
import { holdKeys } from "./held_keys.ts";
import { readMemory } from "./memory.ts";
import { openCarried } from "./protocol/carried_keys.ts";
import type { Device } from "./sitting.ts";
import type { Store } from "./store.ts";
import type { World } from "./world.ts";

// Null where no keys were brought here.
export async function openDevice(world: World, store: Store, by: Primitives): Promise<Device | null> {
  const held = await store.keys();
  return held && { world, store, by, held };
}

// Opens the file with the code that was typed, and keeps what is in it. What this throws has kept nothing.
export async function importKeys(
  world: World,
  store: Store,
  by: Primitives,
  file: Bytes,
  typed: string,
): Promise<void> {
  const carried = await openCarried(by, file, typed);
  readMemory(carried.memory);
  const { custodian, roots, vault, policy, ledger, intake, signed_directory, signed_policy, orders, memory } = carried;
  const held = await holdKeys(world, by, carried.seal_seed, carried.sign_seed);
  const known = signed_directory && (await knownOf(signed_directory));
  await store.begin(
    { ...held, custodian, roots, doors: { vault, policy, ledger, intake } },
    {
      turn: 0,
      memory,
      known,
      directory: signed_directory,
      policy: signed_policy,
      waiting: [],
      orders,
      refused: [],
      looked: null,
      conflict: null,
    },
  );
}

// What a newer directory is held against. The tool trusted it before it wrote it here; it is checked again before its use.
async function knownOf(raw: Bytes): Promise<Known> {
  const { directory: body } = signedDirectory.read(raw);
  const { number, epoch, never_to } = directory.read(body);
  return { number, epoch, never_to, hash: await hash("directory-hash", body) };
}
