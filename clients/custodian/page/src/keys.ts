// A custodian's two keys, as this device can use them: what they are made of stays with whoever keeps them (held_keys.ts).
import type { Bytes } from "../../../web/src/protocol/bytes.ts";
import { type Label, labelled } from "../../../web/src/protocol/encoding.ts";
import { Refused } from "../../../web/src/protocol/errors.ts";
import type { Primitives } from "../../../web/src/protocol/primitives.ts";
import { isSigned } from "../../../web/src/protocol/signing.ts";

export interface Keys {
  readonly name: string; // in the directory
  readonly signPublic: Bytes;
  // Plain Ed25519 over exactly these bytes.
  readonly signBytes: (message: Bytes) => Promise<Bytes>;
  // SPEC 3.1, by the private half of the sealing key. Refused("cannot-open").
  readonly open: (by: Primitives, label: Label, context: Bytes, sealed: Bytes) => Promise<Bytes>;
}

// Ed25519 over the array [label, message] (SPEC 2.3). What a browser signs is checked by the library that checks all else:
// a signature that others would refuse never leaves.
export async function sign(keys: Keys, label: Label, message: Bytes): Promise<Bytes> {
  return signed(keys, labelled(label, message));
}

export async function signed(keys: Keys, message: Bytes): Promise<Bytes> {
  const signature = await keys.signBytes(message);
  if (!isSigned(keys.signPublic, message, signature)) throw new Refused("bad-signature");
  return signature;
}
