// Builds one page a language into a folder: `node build.js [folder]`, `built` by itself. The same sources and the same
// lock file give the same bytes: no time, no path and no order of files goes in.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { languages } from "./bundle.js";
import { verdict } from "./compared.js";
import { page } from "./document.js";

const folder = process.argv[2] ?? join(import.meta.dirname, "built");
mkdirSync(folder, { recursive: true });
const names = readdirSync(folder).filter((name) => name.endsWith(".html"));
const before = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
const after = new Map();
for (const language of languages()) {
  const made = Buffer.from(await page(language));
  writeFileSync(join(folder, `${language}.html`), made);
  after.set(`${language}.html`, made);
  const hash = createHash("sha256").update(made).digest("hex");
  console.log(`${language}  ${hash}  ${made.length} bytes, ${gzipSync(made, { level: 9 }).length} over the wire`);
}
const said = verdict(before, after);
// Another folder is somebody's who compares.
const next = process.argv[2] === undefined && said.startsWith("Changed") ? " Commit them, and then: make screens" : "";
console.log(`${said}${next}`);
