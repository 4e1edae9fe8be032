// Builds one page a language into a folder: `node build.js [folder]`, `built` by itself. The same sources and the same
// lock file give the same bytes: no time, no path and no order of files goes in.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { languages } from "./bundle.js";
import { page } from "./document.js";

const folder = process.argv[2] ?? join(import.meta.dirname, "built");
mkdirSync(folder, { recursive: true });
for (const language of languages()) {
  const made = Buffer.from(await page(language));
  writeFileSync(join(folder, `${language}.html`), made);
  const hash = createHash("sha256").update(made).digest("hex");
  console.log(`${language}  ${hash}  ${made.length} bytes, ${gzipSync(made, { level: 9 }).length} over the wire`);
}
