// Bringing sealed parts and posts to intake, until its signed word for each of them is checked. SPEC 12.
import { CannotDo, type Progress, type Tell, type Trouble } from "../acts.ts";
import { acceptance, checkAcceptance } from "../protocol/acceptance.ts";
import { type Bytes, toHex } from "../protocol/bytes.ts";
import type { TrustedDirectory } from "../protocol/directory.ts";
import { sha256 } from "../protocol/hash.ts";
import type { Sealed } from "../protocol/sealing.ts";
import { WHOLE_UP_TO } from "../protocol/uploads.ts";
import { drawn, shuffled, type World } from "../world.ts";
import { doWork, type Left, leaveWithWork, type Work, workFor } from "./doors.ts";
import { patiently } from "./patience.ts";
import { type Heard, type Uploading, uploadingOf, uploadPart } from "./uploading.ts";

const LONGEST_PAUSE = 20; // seconds between two parts
const LONGEST_IN_ALL = 60; // of all pauses together, where there are many parts

// One part on its way. It stays in memory until intake has accepted it, so that nothing is sealed twice under one key.
export interface Outgoing {
  readonly sealed: Sealed;
  readonly work: Work;
  readonly upload: Uploading;
  accepted: boolean;
  mayBeThere: boolean; // also where the line broke before an answer came
}

const UNCERTAIN: ReadonlySet<Trouble> = new Set<Trouble>(["cannot-reach", "not-accepted", "busy"]);

// In an order drawn by lot, which stays for the next attempt.
export const outgoing = (world: World, parts: readonly Sealed[], directory: TrustedDirectory): Outgoing[] =>
  shuffled(world.random, parts).map((sealed) => {
    const work = workFor(sealed.id, directory);
    return { sealed, work, upload: uploadingOf(sealed.body, work), accepted: false, mayBeThere: false };
  });

// With a pause between, during which the next one's work is done: whoever watches the line cannot tell by two moments
// that two parts are one report.
export async function sendParts(
  world: World,
  parts: readonly Outgoing[],
  directory: TrustedDirectory,
  tell: Tell,
): Promise<void> {
  const pause = Math.min(LONGEST_PAUSE, LONGEST_IN_ALL / Math.max(1, parts.length - 1));
  const say = (step: Progress["step"]) => tell({ step, ...soFar(parts) });
  for (const [number, one] of parts.filter(({ accepted }) => !accepted).entries()) {
    if (number > 0) {
      say("waiting");
      await Promise.all([world.wait((pause * drawn(world.random, 1000)) / 1000), doWork(world, one.work, () => {})]);
    }
    await sendOne(world, one, directory, say).catch((error) => {
      one.mayBeThere ||= error instanceof CannotDo && UNCERTAIN.has(error.why);
      throw error;
    });
    one.accepted = one.mayBeThere = true;
    say("sending");
  }
}

function soFar(parts: readonly Outgoing[]): { done: number; all: number } {
  const had = ({ accepted, sealed, upload }: Outgoing) => (accepted ? sealed.body.length : upload.bytes);
  return {
    done: parts.reduce((sum, one) => sum + had(one), 0),
    all: parts.reduce((sum, { sealed }) => sum + sealed.body.length, 0),
  };
}

async function sendOne(
  world: World,
  one: Outgoing,
  directory: TrustedDirectory,
  say: (step: Progress["step"]) => void,
): Promise<void> {
  const heard: Heard = { turn: () => say("working"), got: () => say("sending"), again: () => say("again") };
  await doWork(world, one.work, heard.turn);
  say("sending");
  const { id, body, sizeClass } = one.sealed;
  const answer =
    sizeClass > WHOLE_UP_TO
      ? await uploadPart(world, one.upload, directory, heard)
      : await leave(world, { path: "/v1/parts", body, most: acceptance.bound }, one.work, directory, heard);
  checkAnswer(answer, id, directory);
}

async function leave(world: World, left: Left, work: Work, directory: TrustedDirectory, heard: Heard): Promise<Bytes> {
  const act = () => leaveWithWork(world, left, work, directory, () => heard.turn());
  return (await patiently(world, () => heard.again(), act)).body;
}

function checkAnswer(answer: Bytes, id: Bytes, directory: TrustedDirectory): void {
  try {
    checkAcceptance(answer, id, directory);
  } catch {
    throw new CannotDo("not-accepted");
  }
}

// ---- posts

// A sealed post with the bucket that was drawn for it: it is sent again as it is.
export interface OutgoingPost {
  readonly left: Left;
  readonly work: Work;
}

const BUCKETS = 256;

export async function outgoingPost(world: World, post: Bytes, directory: TrustedDirectory): Promise<OutgoingPost> {
  const bucket = toHex(Uint8Array.of(drawn(world.random, BUCKETS)));
  const left = { path: `/v1/mailboxes/${bucket}`, body: post, most: acceptance.bound };
  return { left, work: workFor(await sha256(post), directory) };
}

export async function sendPost(
  world: World,
  post: OutgoingPost,
  directory: TrustedDirectory,
  tell: Tell,
): Promise<void> {
  const say = (step: Progress["step"], done = 0) => tell({ step, done, all: post.left.body.length });
  const heard: Heard = { turn: () => say("working"), got: () => say("sending"), again: () => say("again") };
  await doWork(world, post.work, heard.turn);
  say("sending");
  checkAnswer(await leave(world, post.left, post.work, directory, heard), post.work.id, directory);
  say("sending", post.left.body.length);
}
