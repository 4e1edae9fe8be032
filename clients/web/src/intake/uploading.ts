// A large part in pieces, two at a time: a line that breaks has cost two pieces at the most. SPEC 12.2 to 12.4.
import { CannotDo } from "../acts.ts";
import { type Bytes, toHex } from "../protocol/bytes.ts";
import type { TrustedDirectory } from "../protocol/directory.ts";
import type { Message } from "../protocol/encoding.ts";
import { newUpload, PIECE, piecesOf, upload, uploadProgress } from "../protocol/uploads.ts";
import type { World } from "../world.ts";
import { leaveWithWork, type Work } from "./doors.ts";
import { type Answer, type Asked, exchange } from "./exchange.ts";
import { patiently } from "./patience.ts";
import { checkGood, isProblem } from "./problem.ts";

const AT_ONCE = 2;
const MOST_BEGUN = 3; // uploads of one part, where intake forgets them, or pieces that it took
const MOST_ACCEPTANCE = 256;

// What is known of one part's way. It stays for the next attempt.
export interface Uploading {
  readonly body: Bytes;
  readonly work: Work;
  begun: number;
  name: string | null; // of the upload that goes on
  missing: Set<number> | null; // pieces; null after a break, until intake has said it
  taken: Set<number>; // pieces that intake said it took
  bytes: number; // that intake has
}

export const uploadingOf = (body: Bytes, work: Work): Uploading => ({
  body,
  work,
  begun: 0,
  name: null,
  missing: null,
  taken: new Set(),
  bytes: 0,
});

export interface Heard {
  turn(): void; // while work is done
  got(): void; // intake has another piece
  again(): void; // after a break
}

// The upload is gone: it took too long, or intake was started anew.
class Forgotten extends Error {}
// Intake says at the end that pieces are missing.
class NotWhole extends CannotDo {
  constructor() {
    super("cannot-reach");
  }
}

// The acceptance, unchecked. May be called again after a failure, and goes on where it was.
export async function uploadPart(
  world: World,
  one: Uploading,
  directory: TrustedDirectory,
  heard: Heard,
): Promise<Bytes> {
  for (;;) {
    try {
      return await patiently(
        world,
        () => heard.again(),
        () => goOn(world, one, directory, heard),
        () => one.bytes,
      );
    } catch (error) {
      if (!(error instanceof Forgotten)) throw error;
      one.name = null;
      if (one.begun >= MOST_BEGUN) throw new CannotDo("cannot-reach");
    }
  }
}

async function goOn(world: World, one: Uploading, directory: TrustedDirectory, heard: Heard): Promise<Bytes> {
  const name = one.name ?? (await begin(world, one, directory, heard));
  const missing = one.missing ?? (await stillMissing(world, one, name));
  one.missing = null; // unless all of them come through
  await bringAll(world, one, name, missing, heard);
  const answer = await exchange(world, { method: "POST", path: at(name), most: MOST_ACCEPTANCE });
  if (isProblem(answer, "pieces-missing")) throw new NotWhole();
  return known(answer).body;
}

const at = (name: string): string => `/v1/uploads/${name}`;

async function begin(world: World, one: Uploading, directory: TrustedDirectory, heard: Heard): Promise<string> {
  const body = newUpload.write({ type: "leeward/v1/new-upload", part: one.work.id, size: one.body.length });
  const left = { path: "/v1/uploads", body, most: upload.bound };
  const answer = await leaveWithWork(world, left, one.work, directory, () => heard.turn());
  one.name = toHex(said(upload, answer).upload);
  one.begun += 1;
  one.taken = new Set();
  one.missing = new Set(Array.from({ length: piecesOf(one.body.length) }, (_, number) => number));
  count(one, one.missing);
  return one.name;
}

async function stillMissing(world: World, one: Uploading, name: string): Promise<Set<number>> {
  const asked: Asked = { method: "GET", path: at(name), most: uploadProgress.bound };
  const missing = new Set(said(uploadProgress, known(await exchange(world, asked))).missing);
  checkMissing(one, missing);
  count(one, missing);
  return missing;
}

// What intake took, it has for as long as it has the upload. One that says otherwise has forgotten, and may do so no more
// often than it may forget an upload: else it could have a part sent for ever.
function checkMissing(one: Uploading, missing: ReadonlySet<number>): void {
  const isNone = [...missing].some((number) => number >= piecesOf(one.body.length));
  const lost = [...missing].filter((number) => one.taken.delete(number));
  if (isNone || (lost.length > 0 && one.begun >= MOST_BEGUN)) throw new CannotDo("refused");
  if (lost.length > 0) one.begun += 1;
}

// When one piece does not come through, no further one is begun.
async function bringAll(world: World, one: Uploading, name: string, missing: Set<number>, heard: Heard): Promise<void> {
  const left = [...missing];
  const bring = async (): Promise<void> => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) {
      try {
        known(await exchange(world, pieceOf(one, name, number)));
      } catch (error) {
        left.length = 0;
        throw error;
      }
      missing.delete(number);
      one.taken.add(number);
      count(one, missing);
      heard.got();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, bring));
  const broken = ended.find(({ status }) => status === "rejected");
  if (broken?.status === "rejected") throw broken.reason;
}

function pieceOf(one: Uploading, name: string, number: number): Asked {
  const body = one.body.subarray(number * PIECE, (number + 1) * PIECE);
  return { method: "PUT", path: `${at(name)}/${number}`, body, type: "application/octet-stream", most: 0 };
}

function known(answer: Answer): Answer {
  if (answer.status === 404) throw new Forgotten();
  return checkGood(answer);
}

// What is no answer of that kind is intake's fault, and is not to be said of what the source wrote.
function said<T>(kind: Message<T>, { body }: Answer): T {
  try {
    return kind.read(body);
  } catch {
    throw new CannotDo("refused");
  }
}

function count(one: Uploading, missing: ReadonlySet<number>): void {
  const lacking = [...missing].reduce((sum, number) => sum + Math.min(PIECE, one.body.length - number * PIECE), 0);
  one.bytes = one.body.length - lacking;
}
