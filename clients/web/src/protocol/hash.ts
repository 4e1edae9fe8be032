// SHA-256 and HKDF-SHA256, by WebCrypto, which every browser has on a safe origin: SPEC 2.3.
import { type Bytes, NOTHING } from "./bytes.ts";
import { type Label, labelled } from "./encoding.ts";

export const sha256 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export const hash = (label: Label, ...values: readonly unknown[]): Promise<Bytes> => sha256(labelled(label, ...values));

export async function derive(
  secret: Bytes,
  salt: Bytes,
  label: Label,
  context: Bytes = NOTHING,
  size = 32,
): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: labelled(label, context) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 8 * size));
}
