// The custodian's page's modules, handed to tests: `leeward.call("chain.inForce", [...])`, as tests/clients/web/exposed.js
// does for the reporter's. Sittings stay here, by number; what they fetch is answered by Python, who is shown with every
// request what this device keeps at that moment.
import * as device from "../../../../clients/custodian/page/src/device.ts";
import * as heldKeys from "../../../../clients/custodian/page/src/held_keys.ts";
import * as judging from "../../../../clients/custodian/page/src/judging.ts";
import * as memory from "../../../../clients/custodian/page/src/memory.ts";
import * as answers from "../../../../clients/custodian/page/src/protocol/answers.ts";
import * as carried from "../../../../clients/custodian/page/src/protocol/carried_keys.ts";
import * as chain from "../../../../clients/custodian/page/src/protocol/chain.ts";
import * as checkpoint from "../../../../clients/custodian/page/src/protocol/checkpoint.ts";
import * as ledger from "../../../../clients/custodian/page/src/protocol/ledger.ts";
import * as merkle from "../../../../clients/custodian/page/src/protocol/merkle.ts";
import * as notices from "../../../../clients/custodian/page/src/protocol/notices.ts";
import * as opening from "../../../../clients/custodian/page/src/protocol/opening.ts";
import * as policy from "../../../../clients/custodian/page/src/protocol/policy.ts";
import * as signedRequests from "../../../../clients/custodian/page/src/protocol/signed_requests.ts";
import * as slip from "../../../../clients/custodian/page/src/protocol/slip.ts";
import { Sitting } from "../../../../clients/custodian/page/src/sitting.ts";
import { browserStore } from "../../../../clients/custodian/page/src/store.ts";
import * as bytes from "../../../../clients/web/src/protocol/bytes.ts";
import * as directory from "../../../../clients/web/src/protocol/directory.ts";
import * as encoding from "../../../../clients/web/src/protocol/encoding.ts";
import * as primitives from "../../../../clients/web/src/protocol/primitives.ts";

const random = (size) => crypto.getRandomValues(new Uint8Array(size));
const allowed = { native: { kem: true, cipher: true, signing: true }, library: { kem: false, cipher: false, signing: false } };
const chosen = {
  native: primitives.choosePrimitives(allowed.native, random),
  library: primitives.choosePrimitives(allowed.library, random),
};
const store = browserStore();
const sittings = [];

// A world whose clock Python sets, and whose line leads to Python.
const world = (by) => ({ fetch: asksPython, now: () => leeward.now, random, native: allowed[by] });

async function asksPython(url, { method, headers, body }) {
  const kept = await store.kept();
  const asked = { method, url: String(url), headers, body: body ? told(body) : null, memory: told(kept?.memory ?? null) };
  const answer = await globalThis.answeredByPython(asked);
  if (answer.cut) throw new TypeError("cut");
  const empty = answer.status === 204;
  return new Response(empty ? null : await revived(answer.body), { status: answer.status });
}

const deviceBy = async (by) => ({ world: world(by), store, by: await chosen[by], held: await store.keys() });

const modules = {
  answers, bytes, carried, chain, checkpoint, device, directory, encoding, judging, ledger, memory, merkle, notices, opening,
  policy, primitives, signedRequests, slip,
  here: {
    async hold(by, custodian, sealSeed, signSeed, roots, doors) {
      const held = await heldKeys.holdKeys(world(by), await chosen[by], sealSeed, signSeed);
      await store.forget();
      const kept = { turn: 0, memory: memory.writeMemory(memory.FRESH), known: null, directory: null, policy: null, orders: null, waiting: [] };
      await store.begin({ ...held, custodian, roots, doors }, { ...kept, refused: [], looked: null, conflict: null });
      return [held.sign, held.seal].map(heldKeys.isNative);
    },
    import: async (by, file, code) => device.importKeys(world(by), store, await chosen[by], file, code),
    kept: () => store.kept(),
    forget: () => store.forget(),
    // All that scripts can read of what is kept, bytes in hexadecimal.
    async everything() {
      const bare = (_, value) => (value instanceof Uint8Array ? bytes.toHex(value) : value);
      return JSON.stringify([await store.keys(), await store.kept()], bare);
    },
    // As if this had been kept; null for a device whose memory is gone.
    async replace(kept) {
      const held = await store.keys();
      await store.forget();
      await store.begin(held, { turn: 0, ...kept });
    },
    async remember(memory) {
      const kept = await store.kept();
      if (!kept) throw new Error("nothing is kept");
      await modules.here.replace({ ...kept, memory });
    },
    lose: () => losing("kept"),
    async begin(by) {
      sittings.push(await Sitting.begin(await deviceBy(by)));
      return { at: sittings.length - 1, ...shown(sittings.at(-1)) };
    },
    async toFreeze(by) {
      sittings.push(await Sitting.toFreeze(await deviceBy(by)));
      return sittings.length - 1;
    },
    async approve(at, requests) {
      leeward.progress = [];
      const wanted = sittings[at].waiting.filter(({ checked }) => requests.includes(bytes.toHex(checked.id)));
      return sittings[at].approve(wanted, (done, of) => leeward.progress.push([done, of]));
    },
    refuse: (at, request, reason) => sittings[at].refuse(found(sittings[at], request), reason),
    freeze: (at, request) => sittings[at].freeze(request),
    stoppable: async (at) => (await sittings[at].stoppable()),
    quota: (at) => sittings[at].policy.custody.parts_per_curator_and_day,
    compartments: (at) => sittings[at].compartments().map(({ name }) => name),
    async sign(message) {
      return heldKeys.keysOf(await store.keys()).signBytes(message);
    },
    async signed(asked, created, nonce) {
      const keys = heldKeys.keysOf(await store.keys());
      return signedRequests.signedHeaders(keys, { ...asked, url: new URL(asked.url) }, created, nonce);
    },
    async openSeat(by, label, context, sealed) {
      return heldKeys.keysOf(await store.keys()).open(await chosen[by], label, context, sealed);
    },
    async approveSlip(by, directory, now, request, slip) {
      const checked = await opening.checkRequest(request, directory, now);
      const part = await modules.slip.checkSlip(slip, checked, directory, (await store.keys()).custodian);
      return answers.approve(await chosen[by], heldKeys.keysOf(await store.keys()), slip, part, checked);
    },
    async refuseSlip(directory, now, request, part, seat, reason) {
      const checked = await opening.checkRequest(request, directory, now);
      return answers.refuse(heldKeys.keysOf(await store.keys()), checked, part, seat, reason);
    },
    full: (many) => {
      const part = (at) => new Uint8Array(32).map((_, place) => (place > 27 ? (at >> (8 * (31 - place))) & 255 : 0));
      return memory.writeMemory({ ...memory.FRESH, withdrawn: Array.from({ length: many }, (_, at) => part(at)) }).length;
    },
    async extractable() {
      const { sign, seal, wrapping } = await store.keys();
      return [sign, seal, wrapping].filter((key) => key instanceof CryptoKey).map((key) => key.extractable);
    },
  },
};

const found = (sitting, request) => sitting.waiting.find(({ checked }) => bytes.toHex(checked.id) === request);

const shown = ({ waiting, unsound }) => ({
  unsound,
  waiting: waiting.map(({ checked, judgements }) => ({
    request: checked.id,
    judgements: judgements.map((one) => ({ part: one.part, refusal: one.refusal, mine: one.mine, reason: judging.reasonOf(one) })),
  })),
});

const losing = (name) =>
  new Promise((go, fail) => {
    const opening = indexedDB.open("leeward-custodian", 1);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(name, "readwrite");
      transaction.objectStore(name).clear();
      transaction.oncomplete = () => go(opening.result.close());
      transaction.onabort = fail;
    };
  });

async function revived(value) {
  if (Array.isArray(value)) return Promise.all(value.map(revived));
  if (value === null || typeof value !== "object") return value;
  if ("$bytes" in value) return Uint8Array.from(atob(value.$bytes), (sign) => sign.charCodeAt(0));
  if ("$by" in value) return chosen[value.$by];
  if ("$big" in value) return BigInt(value.$big);
  const entries = Object.entries(value).map(async ([name, one]) => [name, await revived(one)]);
  return Object.fromEntries(await Promise.all(entries));
}

function told(value) {
  if (value instanceof Uint8Array) return { $bytes: base64(value) };
  if (typeof value === "bigint") return { $big: String(value) };
  if (Array.isArray(value)) return value.map(told);
  if (value === null || typeof value !== "object") return value === undefined ? null : value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, told(one)]));
}

function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

async function call(path, given) {
  const [module, name] = path.split(".");
  try {
    return { value: told(await modules[module][name](...(await revived(given)))) };
  } catch (error) {
    return { refused: error.why ?? `${error.name}: ${error.message}\n${error.stack}` };
  }
}

// At that hour, and after what has to be done first: what was said, and what is kept then.
async function callAt(now, first, path, given) {
  leeward.now = now;
  let said = {};
  for (const [step, its] of [...first, [path, given]]) if (!("refused" in said)) said = await call(step, its);
  return { ...said, kept: told(await store.kept()) };
}

globalThis.leeward = { call, callAt, modules, now: 0, progress: [] };
