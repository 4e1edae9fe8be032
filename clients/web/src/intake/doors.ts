// What is asked of intake: directory, notice, buckets; and what is left there for its work. SPEC 9.4 and 18.1.
import { CannotDo } from "../acts.ts";
import { type Bytes, toHex } from "../protocol/bytes.ts";
import { signedDirectory, type TrustedDirectory } from "../protocol/directory.ts";
import { MOST_BUCKET, MOST_NOTICE } from "../protocol/mailbox.ts";
import { mostAsked } from "../protocol/work.ts";
import type { World } from "../world.ts";
import { type Answer, exchange } from "./exchange.ts";
import { checkGood, isProblem, workAsked } from "./problem.ts";
import { prove } from "./proving.ts";

const get = async (world: World, path: string, most: number): Promise<Answer> =>
  exchange(world, { method: "GET", path, most });

// A SignedDirectory, unchecked.
export const fetchDirectory = async (world: World): Promise<Bytes> =>
  checkGood(await get(world, "/v1/directory", signedDirectory.bound)).body;

// A SignedMailboxNotice, unchecked; null before the first publication.
export async function fetchNotice(world: World): Promise<Bytes | null> {
  const answer = await get(world, "/v1/mailboxes", MOST_NOTICE);
  return isProblem(answer, "nothing-published") ? null : checkGood(answer).body;
}

// A Bucket, unchecked; null where there is none of that name, as after a publication that is cut otherwise.
export async function fetchBucket(world: World, name: Bytes): Promise<Bytes | null> {
  const answer = await get(world, `/v1/mailboxes/${toHex(name)}`, MOST_BUCKET);
  return answer.status === 404 ? null : checkGood(answer).body;
}

const MOST_NOTE = 64 * 1024;

// Three lines, an empty one, and signatures (SPEC 14.3): intake has no other words to say on this page.
const NOTE = /^[!-~]+\n\d+\n[\w+/=]+\n\n(?:\u2014 [!-~]+ [\w+/=]+\n)+$/;

// The log's head as intake shows it to everyone: a note, whose signatures are unchecked (SPEC 14.9).
export async function fetchLogHead(world: World): Promise<string> {
  const text = new TextDecoder().decode(checkGood(await get(world, "/v1/checkpoint", MOST_NOTE)).body);
  if (!NOTE.test(text)) throw new CannotDo("refused");
  return text;
}

// The work for one id: what was asked, and the nonce once it is found. It serves again for the same id.
export interface Work {
  readonly id: Bytes;
  bits: number;
  nonce: Bytes | null;
  finding: Promise<Bytes> | null;
}

export const workFor = (id: Bytes, { work_bits }: TrustedDirectory): Work => ({
  id,
  bits: work_bits,
  nonce: null,
  finding: null,
});

// Whoever asks while it is being done waits for the same.
export async function doWork(world: World, work: Work, turn: () => void): Promise<Bytes> {
  if (work.nonce) return work.nonce;
  work.finding ??= prove(world, work.id, work.bits, turn);
  work.nonce = await work.finding;
  return work.nonce;
}

function doMore(work: Work, bits: number): void {
  work.bits = bits;
  work.nonce = null;
  work.finding = null;
}

export interface Left {
  readonly path: string;
  readonly body: Bytes;
  readonly most: number;
}

// Leaves something with its work, and does the work anew where intake asks for more, within what SPEC 9.4 allows: each
// time more than the last, so it ends, whoever answers.
export async function leaveWithWork(
  world: World,
  { path, body, most }: Left,
  work: Work,
  directory: TrustedDirectory,
  turn: () => void,
): Promise<Answer> {
  for (;;) {
    const nonce = await doWork(world, work, turn);
    const answer = await exchange(world, { method: "POST", path, body, most, nonce });
    const asked = answer.status === 403 ? workAsked(answer) : null;
    if (asked === null) return checkGood(answer);
    if (!Number.isInteger(asked) || asked <= work.bits || asked > mostAsked(directory.work_bits)) {
      throw new CannotDo("asks-too-much");
    }
    doMore(work, asked);
  }
}
