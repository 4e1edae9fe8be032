// Builds one page a language into a folder: `node build.js [folder]`, `built` by itself. The same sources and the same
// lock file give the same bytes: no time, no path and no order of files goes in.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundled, languages, names, spoken } from "./bundle.js";

const here = import.meta.dirname;
const RIGHT_TO_LEFT = new Set(["ar", "fa"]);

const escaped = (text) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

function withoutScripting(language) {
  const say = spoken(language);
  const links = names().map(([code, name]) => `<a href="/${code}" lang="${code}">${escaped(name)}</a>`);
  const paragraphs = ["noscript-what", "noscript-card", "noscript-partner", "noscript-program", "noscript-turn-on"];
  return `<main class="noscript"><nav>${links.join(" ")}</nav><h1>${escaped(say("noscript-title"))}</h1>${paragraphs
    .map((id) => `<p>${escaped(say(id))}</p>`)
    .join("")}</main>`;
}

async function page(language) {
  const parts = {
    language,
    direction: RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr",
    title: escaped(spoken(language)("page-title")),
    notStarted: escaped(spoken(language)("not-started")),
    noscript: withoutScripting(language),
    style: await bundled("src/style.css", language),
    script: await bundled("src/main.tsx", language),
  };
  return readFileSync(join(here, "src", "page.html"), "utf8").replace(/\{(\w+)\}/g, (_, name) => parts[name]);
}

const folder = process.argv[2] ?? join(here, "built");
mkdirSync(folder, { recursive: true });
for (const language of languages()) {
  const made = Buffer.from(await page(language));
  writeFileSync(join(folder, `${language}.html`), made);
  const hash = createHash("sha256").update(made).digest("hex");
  console.log(`${language}  ${hash}  ${made.length} bytes, ${gzipSync(made, { level: 9 }).length} over the wire`);
}
