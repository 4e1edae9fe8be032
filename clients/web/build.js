// Builds one page a language into a folder: `node build.js [folder]`, `built` by itself. The same sources and the same
// lock file give the same bytes: no time, no path and no order of files goes in.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { build } from "esbuild";

const here = import.meta.dirname;
const languages = readdirSync(join(here, "languages"))
  .filter((file) => file.endsWith(".ftl"))
  .map((file) => basename(file, ".ftl"))
  .sort();
const RIGHT_TO_LEFT = new Set(["ar", "fa"]);
const WORD_LISTS = { en: "english", fr: "french", es: "spanish", pt: "portuguese" };

// What differs from page to page: its texts and its word list, each imported under a name of its own.
const ofThisPage = (language) => ({
  name: "of-this-page",
  setup(page) {
    page.onResolve({ filter: /^page:/ }, ({ path }) => ({ path, namespace: "page" }));
    page.onLoad({ filter: /^page:texts$/, namespace: "page" }, () => ({
      contents: `export default ${JSON.stringify(texts(language))};`,
    }));
    page.onLoad({ filter: /^page:words$/, namespace: "page" }, () => ({
      contents: WORD_LISTS[language]
        ? `export { wordlist as default } from "@scure/bip39/wordlists/${WORD_LISTS[language]}.js";`
        : "export default null;",
      resolveDir: here,
    }));
    page.onLoad({ filter: /^page:language$/, namespace: "page" }, () => ({
      contents: `export const language = ${JSON.stringify(language)}; export const languages = ${JSON.stringify(names())};`,
    }));
  },
});

const read = (...path) => readFileSync(join(here, ...path), "utf8");
// Comments are for translators.
const texts = (language) =>
  read("languages", `${language}.ftl`)
    .replace(/^#.*\n/gm, "")
    .replace(/\n{2,}/g, "\n");

function spoken(language) {
  const bundle = new FluentBundle(language, { useIsolating: false });
  const errors = bundle.addResource(new FluentResource(read("languages", `${language}.ftl`)));
  if (errors.length > 0) throw errors[0];
  return (id) => {
    const message = bundle.getMessage(id);
    if (!message?.value) throw new Error(`${language}.ftl has no ${id}`);
    return bundle.formatPattern(message.value);
  };
}

// [code, its name in itself], for the links from page to page.
const names = () => languages.map((language) => [language, spoken(language)("language-name")]);
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

async function bundled(entry, language) {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [ofThisPage(language)],
  });
  return outputFiles[0].text.trim();
}

async function page(language) {
  const parts = {
    language,
    direction: RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr",
    title: escaped(spoken(language)("page-title")),
    noscript: withoutScripting(language),
    style: await bundled("src/style.css", language),
    script: await bundled("src/main.tsx", language),
  };
  return read("src", "page.html").replace(/\{(\w+)\}/g, (_, name) => parts[name]);
}

const folder = process.argv[2] ?? join(here, "built");
mkdirSync(folder, { recursive: true });
for (const language of languages) {
  const made = Buffer.from(await page(language));
  writeFileSync(join(folder, `${language}.html`), made);
  const hash = createHash("sha256").update(made).digest("hex");
  console.log(`${language}  ${hash}  ${made.length} bytes, ${gzipSync(made, { level: 9 }).length} over the wire`);
}
