// Requests that a device signs: HTTP message signatures (RFC 9421) in the one shape that zones take. SPEC 18.1.
import { type Bytes, toHex, utf8 } from "../../../../web/src/protocol/bytes.ts";
import { sha256 } from "../../../../web/src/protocol/hash.ts";
import { type Keys, signed } from "../keys.ts";

export const NONCE = 16; // bytes
const TAG = "leeward/v1/request";

export interface ToSign {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly body: Bytes | null;
  readonly type: string; // of the body
}

// The headers to add. `created` in seconds since 1970; `nonce` is 16 fresh random bytes.
export async function signedHeaders(
  keys: Keys,
  { method, url, body, type }: ToSign,
  created: number,
  nonce: Bytes,
): Promise<Record<string, string>> {
  const fields: Record<string, string> = body
    ? { "content-digest": `sha-256=:${base64(await sha256(body))}:`, "content-type": type }
    : {};
  // As a browser writes them on the wire: the host without its scheme's own port, the rest as it stands in the address.
  const derived = { "@method": method, "@authority": url.host, "@path": url.pathname, "@query": url.search || "?" };
  const components = { ...derived, ...fields };
  const names = Object.keys(components).map((name) => `"${name}"`);
  const parameters = `created=${created};nonce="${toHex(nonce)}";keyid="${toHex(keys.signPublic)}"`;
  const covered = `(${names.join(" ")});${parameters};alg="ed25519";tag="${TAG}"`;
  const lines = Object.entries(components).map(([name, value]) => `"${name}": ${value}`);
  const base = utf8([...lines, `"@signature-params": ${covered}`].join("\n"));
  const signature = `leeward=:${base64(await signed(keys, base))}:`;
  return { ...fields, "signature-input": `leeward=${covered}`, signature };
}

const base64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));
