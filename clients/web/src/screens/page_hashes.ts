// The hashes by which two people can tell whether they were given the same page: of the script's text and of the trust
// block's, as they stand between their tags. They prove nothing against a page that lies about itself; they help
// whoever compares from outside, and `leeward web verify` does that.
export interface PageHashes {
  readonly script: string;
  readonly trust: string;
}

export async function pageHashes(): Promise<PageHashes | null> {
  // Absent where a page came neither over TLS nor from an onion address.
  if (!globalThis.crypto?.subtle) return null;
  const [script, trust] = await Promise.all([hashOf("script:not([type])"), hashOf("#trust")]);
  return { script, trust };
}

async function hashOf(selector: string): Promise<string> {
  const text = document.querySelector(selector)?.textContent ?? "";
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/.{4}(?=.)/g, "$& ");
}
