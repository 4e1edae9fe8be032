// A page with its trust block and manifest (SPEC 20), over the directory of directory.js.
import { directory, directoryHash, seed } from "./directory.js";
import { encode, hash, hex, label, sha256, signPublic } from "./bytes.js";

export const libraries = ["@noble/curves", "cborg"];
const utf8 = (text) => new TextEncoder().encode(text);
const base64 = (bytes) => Buffer.from(bytes).toString("base64");

const style = "p{margin:0}";
const built = (language, script) =>
  `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><style>${style}</style></head><body><p>Leeward</p>\n` +
  `<script type="text/plain" id="trust"></script><script>${script}</script></body></html>\n`;
const scripts = { en: "document.title = 'é';\n", fr: "document.title = 'fr';\n" };

const trust = encode({
  type: label("page-trust"),
  roots: {
    type: label("roots"),
    keys: [0, 1, 2].map((root) => signPublic(seed(`root ${root} signing`))),
    needed: 2,
  },
  number: directory.number,
  epoch: directory.epoch,
  directory: directoryHash,
  never_to: directory.never_to,
  countries: ["xa"],
});
const block = base64(trust);
const manifest = encode({
  type: label("page-manifest"),
  pages: Object.entries(scripts).map(([language, script]) => ({
    language,
    page: sha256(utf8(built(language, script))),
    script: sha256(utf8(script)),
  })),
  trust: sha256(utf8(block)),
});

const policy = (script) =>
  `default-src 'none'; script-src 'sha256-${base64(sha256(utf8(script)))}'; style-src 'sha256-${base64(sha256(utf8(style)))}'; ` +
  "connect-src 'self'; img-src blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

export const make = () => ({
  trust: hex(trust),
  block,
  manifest: hex(manifest),
  hash: hex(hash("page-hash", manifest)),
  pages: Object.entries(scripts).map(([language, script]) => ({
    language,
    built: built(language, script),
    served: built(language, script).replace('id="trust"></script>', `id="trust">${block}</script>`),
    content_security_policy: policy(script),
  })),
});
