// HPKE with a private key that is the browser's own: SPEC 3.1.
import type { Bytes } from "../../../web/src/protocol/bytes.ts";
import { Refused } from "../../../web/src/protocol/errors.ts";
import { ENCAPSULATION, type Primitives } from "../../../web/src/protocol/primitives.ts";

export async function openWithKey(by: Primitives, key: CryptoKey, info: Bytes, sealed: Bytes): Promise<Bytes> {
  try {
    const [encapsulated, ciphertext] = [sealed.slice(0, ENCAPSULATION), sealed.slice(ENCAPSULATION)];
    return (await by.suite.Open(key, encapsulated, ciphertext, { info })) as Bytes;
  } catch {
    throw new Refused("cannot-open");
  }
}
