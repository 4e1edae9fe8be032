// From this page to the vault, the policy zone, the log and intake: what is asked of the first two is signed, every
// answer is bounded, and nothing is told that was not asked for. SPEC 18.1 and 18.3.
import { type Bytes, joined, toHex } from "../../../web/src/protocol/bytes.ts";
import { signedDirectory } from "../../../web/src/protocol/directory.ts";
import type { Of } from "../../../web/src/protocol/encoding.ts";
import type { Keys } from "./keys.ts";
import { answers } from "./protocol/answers.ts";
import { type Head, MOST_NOTE } from "./protocol/checkpoint.ts";
import { checkGrown, consistency, inclusion } from "./protocol/ledger.ts";
import { type OpeningNotice, openingNotices } from "./protocol/notices.ts";
import { type OrderBook, orderBook } from "./protocol/orders.ts";
import { signedPolicy } from "./protocol/policy.ts";
import { NONCE, signedHeaders } from "./protocol/signed_requests.ts";
import { type Door, Stopped, type Why } from "./stopped.ts";
import type { World } from "./world.ts";

const SECONDS = 60; // of patience, and a second more for every KiB that goes or may come
const SLOWEST = 1024;
const MOST_OF_A_REFUSAL = 4096;
const CBOR = "application/cbor";

export interface Doors {
  readonly world: World;
  readonly keys: Keys;
  readonly at: Readonly<Record<Door, string>>;
}

interface Asked {
  readonly door: Door;
  readonly path: string;
  readonly most: number; // bytes of a good answer
  readonly method?: "GET" | "POST";
  readonly body?: Bytes;
}

const SIGNED: ReadonlySet<Door> = new Set(["vault", "policy"]);

export const fetchDirectory = (doors: Doors): Promise<Bytes> =>
  ask(doors, { door: "intake", path: "/v1/directory", most: signedDirectory.bound });

export const fetchPolicy = (doors: Doors): Promise<Bytes> =>
  ask(doors, { door: "policy", path: "/v1/policies", most: signedPolicy.bound });

// This key is in use: signed like everything, and nothing in it. Where that does not work, nothing is lost.
export async function sendHeartbeat(doors: Doors): Promise<void> {
  try {
    await ask(doors, { door: "policy", path: "/v1/heartbeats", most: 0, method: "POST" });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
}

// What either zone knows to be stopped; neither can hide what the other tells.
export async function fetchOrders(doors: Doors): Promise<OrderBook["orders"]> {
  const books = [];
  for (const door of ["policy", "vault"] as const) {
    books.push(orderBook.read(await ask(doors, { door, path: "/v1/orders", most: orderBook.bound })));
  }
  return books.flatMap(({ orders }) => orders);
}

// What waits in one compartment.
export async function fetchWaiting(doors: Doors, compartment: string): Promise<readonly OpeningNotice[]> {
  const path = `/v1/openings?${new URLSearchParams({ compartment })}`;
  return openingNotices.read(await ask(doors, { door: "vault", path, most: openingNotices.bound })).notices;
}

export async function sendAnswers(doors: Doors, several: Of<typeof answers>): Promise<void> {
  await ask(doors, { door: "vault", path: "/v1/approvals", most: 0, method: "POST", body: answers.write(several) });
}

// Stops a request. The vault says no also where there is none that this custodian may stop.
export async function sendFreeze(doors: Doors, request: Bytes): Promise<void> {
  await ask(doors, { door: "vault", path: `/v1/openings/${toHex(request)}/freeze`, most: 0, method: "POST" });
}

// The log's newest signed head, unchecked.
export const fetchHead = (doors: Doors): Promise<Bytes> =>
  ask(doors, { door: "ledger", path: "/checkpoint", most: MOST_NOTE });

// The head as intake shows it to everyone, unchecked; null where it shows none (SPEC 14.9).
export const fetchToldHead = (doors: Doors): Promise<Bytes | null> =>
  ask(doors, { door: "intake", path: "/v1/checkpoint", most: MOST_NOTE }).catch(
    unlessStopped("cannot-reach", "said-no"),
  );

// The log's proof of a leaf, unchecked; null where it gives none.
export const fetchInclusion = (doors: Doors, leaf: Bytes): Promise<Bytes | null> =>
  ask(doors, { door: "ledger", path: `/v1/entries/${toHex(leaf)}`, most: inclusion.bound }).catch(
    unlessStopped("said-no"),
  );

const unlessStopped =
  (...by: readonly Why[]) =>
  (error: unknown): null => {
    if (error instanceof Stopped && by.includes(error.why)) return null;
    throw error;
  };

// Returns only if the log at the newer head begins with that at the older.
export async function prove(doors: Doors, older: Head, newer: Head): Promise<void> {
  const needed = older.size > 0n && older.size < newer.size;
  await checkGrown(older, newer, needed ? await fetchGrowth(doors, older, newer) : []);
}

async function fetchGrowth(doors: Doors, older: Head, newer: Head): Promise<readonly Bytes[]> {
  const path = `/v1/consistency?from=${older.size}&to=${newer.size}`;
  return consistency.read(await ask(doors, { door: "ledger", path, most: consistency.bound })).proof;
}

async function ask(doors: Doors, asked: Asked): Promise<Bytes> {
  const { door, body } = asked;
  const watch = new AbortController();
  const seconds = SECONDS + ((body?.length ?? 0) + asked.most) / SLOWEST;
  const timer = setTimeout(() => watch.abort(), 1000 * seconds);
  try {
    const url = new URL(asked.path, doors.at[door]);
    const answer = await doors.world.fetch(url, { ...(await requestOf(doors, asked, url)), signal: watch.signal });
    const said = await readBounded(answer, answer.ok ? asked.most : MOST_OF_A_REFUSAL);
    // What the other side says in words is never shown: only that it said no.
    if (!answer.ok || said === null) throw new Stopped("said-no", door, answer.status);
    return said;
  } catch (error) {
    throw error instanceof TypeError || error instanceof DOMException ? new Stopped("cannot-reach", door) : error;
  } finally {
    clearTimeout(timer);
    watch.abort(); // what is still on its way of an answer that was refused
  }
}

// No cookie, no referrer, nothing kept, and no other place than the one that was asked.
async function requestOf({ world, keys }: Doors, asked: Asked, url: URL): Promise<RequestInit> {
  const { method = "GET", body = null } = asked;
  const created = Math.floor(world.now());
  const headers = SIGNED.has(asked.door)
    ? await signedHeaders(keys, { method, url, body, type: CBOR }, created, world.random(NONCE))
    : {};
  return {
    method,
    headers,
    ...(body ? { body } : {}),
    mode: "cors",
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    referrerPolicy: "no-referrer",
  };
}

// Null where it is larger than it may be.
async function readBounded(answer: Response, most: number): Promise<Bytes | null> {
  const reader = answer.body?.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) return joined(...pieces);
    size += piece.value.length;
    if (size > most) return null;
    pieces.push(piece.value);
  }
}
