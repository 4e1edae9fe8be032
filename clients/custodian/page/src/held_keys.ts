// A custodian's private keys, as this browser keeps them: the signing key as any (held_signing.ts), and the sealing key. SPEC 15.8.
import { type Bytes, NOTHING, same } from "../../../web/src/protocol/bytes.ts";
import { labelled } from "../../../web/src/protocol/encoding.ts";
import { openSecret, type Primitives, sealPublic, sealSecret } from "../../../web/src/protocol/primitives.ts";
import { signPublic } from "../../../web/src/protocol/signing.ts";
import { holdSigning, keptAndBack, newWrapping, signHeld, TRY, unwrapped, wrapped } from "./held_signing.ts";
import type { Keys } from "./keys.ts";
import { openWithKey } from "./native_seal.ts";
import { Stopped } from "./stopped.ts";
import type { HeldKey, HeldKeys } from "./store.ts";
import type { World } from "./world.ts";

// Both keys as this browser can keep them; the seeds are let go of by whoever called.
export async function holdKeys(
  world: World,
  by: Primitives,
  sealSeed: Bytes,
  signSeed: Bytes,
): Promise<Pick<HeldKeys, "sign" | "seal" | "signPublic" | "wrapping">> {
  const wrapping = await newWrapping();
  const sign = await holdSigning(world.random, world.native.signing, wrapping, signSeed);
  const seal = (by.own.kem && (await nativeSealing(by, sealSeed))) || (await wrapped(world.random, wrapping, sealSeed));
  return { sign, seal, wrapping, signPublic: signPublic(signSeed) };
}

// As the rest of the page uses them.
export const keysOf = ({ custodian, sign, seal, signPublic: key, wrapping }: HeldKeys): Keys => ({
  name: custodian,
  signPublic: key,
  signBytes: (message) => signHeld(sign, wrapping, message),
  async open(by, label, context, sealed) {
    if (!(seal instanceof CryptoKey)) return openSecret(by, await unwrapped(wrapping, seal), label, context, sealed);
    // A browser may change what its own does; then it no longer agrees with the library, and is not used (decision 23).
    if (!by.own.kem) throw new Stopped("keys-unusable");
    return openWithKey(by, seal, labelled(label, context), sealed);
  },
});

// What each key is, for the person: one of the browser's own, or sealed on the disk under one.
export const isNative = (key: HeldKey): boolean => key instanceof CryptoKey;

async function nativeSealing(by: Primitives, seed: Bytes): Promise<CryptoKey | null> {
  try {
    const kept = await keptAndBack((await by.suite.DeserializePrivateKey(seed, false)) as CryptoKey);
    const sealed = await sealSecret(by, sealPublic(seed), "share", NOTHING, TRY);
    return same(await openWithKey(by, kept, labelled("share", NOTHING), sealed), TRY) ? kept : null;
  } catch {
    return null;
  }
}
