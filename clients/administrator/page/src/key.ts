// An administrator's signing key in this browser: brought once, in a file with its code, and read out by nobody. SPEC 17.8.

import { asked, database } from "../../../custodian/page/src/database.ts";
import { holdSigning, newWrapping, signHeld } from "../../../custodian/page/src/held_signing.ts";
import { openFile } from "../../../custodian/page/src/protocol/carried_file.ts";
import type { HeldKey } from "../../../custodian/page/src/store.ts";
import type { Bytes } from "../../../web/src/protocol/bytes.ts";
import { labelled, message } from "../../../web/src/protocol/encoding.ts";
import { Refused } from "../../../web/src/protocol/errors.ts";
import { choosePrimitives, type Randomness } from "../../../web/src/protocol/primitives.ts";
import * as shape from "../../../web/src/protocol/shapes.ts";
import { isSigned, signPublic } from "../../../web/src/protocol/signing.ts";

const NAME = "leeward-administrator";
const { read, write } = database(NAME, ["keys"]);
const random: Randomness = (size) => crypto.getRandomValues(new Uint8Array(size));

const carriedSigner = message(256, {
  type: shape.oneOf("leeward/v1/carried-signer"),
  administrator: shape.code,
  sign_seed: shape.hash,
});

export interface Held {
  readonly administrator: string;
  readonly signPublic: Bytes;
  readonly sign: HeldKey;
  readonly wrapping: CryptoKey; // AES-GCM, where the browser has no signing keys of its own
}

export const held = (): Promise<Held | null> => read<Held>("keys", NAME);

// Opens the file with the code that was typed, and keeps the key. What this throws has kept nothing.
export async function bring(file: Bytes, typed: string): Promise<Held> {
  const by = await choosePrimitives({ kem: false, cipher: true }, random);
  const { administrator, sign_seed } = carriedSigner.read(await openFile(by, file, typed));
  const wrapping = await newWrapping();
  const sign = await holdSigning(random, true, wrapping, sign_seed);
  const made = { administrator, signPublic: signPublic(sign_seed), sign, wrapping };
  await write(async (open) => {
    open("keys").clear();
    await asked(open("keys").put(made, NAME));
  });
  return made;
}

export const forget = (): Promise<void> =>
  write(async (open) => {
    open("keys").clear();
  });

// Over these very bytes, label `policy`. A signature that others would refuse never leaves.
export async function signPolicy({ sign, wrapping, signPublic: key }: Held, bundle: Bytes): Promise<Bytes> {
  const said = labelled("policy", bundle);
  const signature = await signHeld(sign, wrapping, said);
  if (!isSigned(key, said, signature)) throw new Refused("bad-signature");
  return signature;
}
