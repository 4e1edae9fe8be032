// One request to intake and its answer: nothing that tells of the page, never more read than the answer may have, and
// never waited for longer than a slow line takes.
import { CannotDo } from "../acts.ts";
import { type Bytes, joined, toHex } from "../protocol/bytes.ts";
import type { World } from "../world.ts";

const SECONDS = 120; // of patience, and a second more for every KiB that goes or may come
const SLOWEST = 1024;
const MOST_OF_A_REFUSAL = 4096;
const CBOR = "application/cbor";

export interface Asked {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly most: number; // bytes of a good answer
  readonly body?: Bytes;
  readonly type?: string;
  readonly nonce?: Bytes; // of work done
}

export interface Answer {
  readonly status: number;
  readonly body: Bytes;
  readonly retryAfter: number | null; // seconds
}

export const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;

// CannotDo("cannot-reach") where nothing came back, or not in time; CannotDo("refused") for an answer that is too large.
export async function exchange(world: World, asked: Asked): Promise<Answer> {
  const watch = new AbortController();
  const seconds = SECONDS + ((asked.body?.length ?? 0) + asked.most) / SLOWEST;
  const timer = setTimeout(() => watch.abort(), 1000 * seconds);
  try {
    const answer = await world.fetch(asked.path, { ...requestOf(asked), signal: watch.signal });
    return await readAnswer(answer, asked.most);
  } catch (error) {
    throw error instanceof CannotDo ? error : new CannotDo("cannot-reach");
  } finally {
    clearTimeout(timer);
    watch.abort(); // what is still on its way of an answer that was refused
  }
}

// No cookie, no referrer, nothing kept, and no other place than the one that was asked.
export function requestOf({ method, body, type = CBOR, nonce }: Asked): RequestInit {
  const headers: Record<string, string> = {};
  if (body) headers["Content-Type"] = type;
  if (nonce) headers["Leeward-Work"] = toHex(nonce);
  return {
    method,
    headers,
    ...(body ? { body } : {}),
    mode: "same-origin",
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    referrerPolicy: "no-referrer",
  };
}

async function readAnswer(answer: Response, most: number): Promise<Answer> {
  const body = await readBounded(answer, answer.ok ? most : MOST_OF_A_REFUSAL);
  const said = answer.headers.get("Retry-After") ?? "";
  return { status: answer.status, body, retryAfter: /^[0-9]{1,4}$/.test(said) ? Number(said) : null };
}

async function readBounded(answer: Response, most: number): Promise<Bytes> {
  const reader = answer.body?.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) return joined(...pieces);
    size += piece.value.length;
    if (size > most) throw new CannotDo("refused");
    pieces.push(piece.value);
  }
}
