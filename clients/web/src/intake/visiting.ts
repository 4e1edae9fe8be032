// Fetching one bucket, as the vault signed it, of the publication that is out: SPEC 13.3, 13.4 and 13.7. Whoever asks
// asks the same, and in the same order, whatever words they have.
import { CannotDo } from "../acts.ts";
import type { Bytes } from "../protocol/bytes.ts";
import type { TrustedDirectory } from "../protocol/directory.ts";
import { Refused } from "../protocol/errors.ts";
import { type Bucket, bucketName, type Notice, nextIsDue, readBucket, readNotice } from "../protocol/mailbox.ts";
import type { World } from "../world.ts";
import { fetchBucket, fetchNotice } from "./doors.ts";
import { patiently } from "./patience.ts";

const TRIES = 3; // a publication may come out between notice and bucket

// Null where nothing was published yet.
export async function askNotice(world: World, again: () => void): Promise<Bytes | null> {
  return patiently(world, again, () => fetchNotice(world));
}

export function checkNotice(answer: Bytes, directory: TrustedDirectory): Notice {
  return orNotTheVaults(() => readNotice(answer, directory));
}

// `known`: the notice that came when the page opened.
export async function visit(
  world: World,
  directory: TrustedDirectory,
  mailbox: Bytes,
  known: Notice | null,
  again: () => void,
): Promise<Bucket> {
  let notice = known && !nextIsDue(known, world.now()) ? known : null;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    notice ??= await newest(world, directory, again);
    const found = await bucketOf(world, directory, mailbox, notice, again);
    if (found) return found;
    notice = null;
  }
  throw new CannotDo("not-what-the-vault-left");
}

async function newest(world: World, directory: TrustedDirectory, again: () => void): Promise<Notice> {
  const answer = await askNotice(world, again);
  if (answer === null) throw new CannotDo("nothing-published");
  return checkNotice(answer, directory);
}

async function bucketOf(
  world: World,
  directory: TrustedDirectory,
  mailbox: Bytes,
  notice: Notice,
  again: () => void,
): Promise<Bucket | null> {
  const name = bucketName(mailbox, notice.depth);
  const answer = await patiently(world, again, () => fetchBucket(world, name));
  if (answer === null) return null;
  return readBucket(answer, name, notice, directory).catch(notTheVaults);
}

function orNotTheVaults<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return notTheVaults(error);
  }
}

function notTheVaults(error: unknown): never {
  throw error instanceof Refused ? new CannotDo("not-what-the-vault-left") : error;
}
