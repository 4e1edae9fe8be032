// One page: its markup, its style, its script and what stands in it where no script runs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundled, names, spoken } from "./bundle.js";

const here = import.meta.dirname;
const RIGHT_TO_LEFT = new Set(["ar", "fa"]);

const escaped = (text) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

function withoutScripting(language) {
  const say = spoken(language);
  const links = names().map(([code, name]) => `<a href="/${code}" lang="${code}">${escaped(name)}</a>`);
  const paragraphs = ["noscript-what", "noscript-turn-on", "noscript-card", "noscript-partner", "noscript-program"];
  return `<main class="noscript"><nav>${links.join(" ")}</nav><h1>${escaped(say("noscript-title"))}</h1>${paragraphs
    .map((id) => `<p>${escaped(say(id))}</p>`)
    .join("")}</main>`;
}

// Another entry is for tests, whose acts only pretend.
export async function page(language, entry = "src/main.tsx", last = undefined) {
  const parts = {
    language,
    direction: RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr",
    title: escaped(spoken(language)("page-title")),
    notStarted: escaped(spoken(language)("not-started")),
    noscript: withoutScripting(language),
    style: await bundled("src/style.css", language),
    script: await bundled(entry, language, last),
  };
  return readFileSync(join(here, "src", "page.html"), "utf8").replace(/\{(\w+)\}/g, (_, name) => parts[name]);
}
