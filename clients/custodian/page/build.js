// Builds the page into a folder: `node build.js [folder]`, `built` by itself. The same sources and the same lock file give
// the same bytes: no time, no path and no order of files goes in. One script for all languages: this page is opened by few
// people, each day, and not over the slowest lines.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { bundledWith, messagesOf } from "../../web/bundle.js";
import { verdict } from "../../web/compared.js";
import { licencesOf } from "../../web/licences.js";

const here = import.meta.dirname;
const source = (...path) => readFileSync(join(here, ...path), "utf8");
const sha256 = (text) => createHash("sha256").update(text).digest();
const named = (name, text, ending) => `${name}-${sha256(text).toString("hex").slice(0, 16)}.${ending}`;
const integrity = (text) => `sha256-${sha256(text).toString("base64")}`;
const languages = readdirSync(join(here, "languages"))
  .map((file) => basename(file, ".ftl"))
  .sort();
const messages = Object.fromEntries(languages.map((one) => [one, messagesOf(source("languages", `${one}.ftl`))]));
const said = (language, id) => messages[language].find(([name]) => name === id)[1];
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

const catalogues = {
  name: "catalogues",
  setup(page) {
    page.onResolve({ filter: /^page:catalogues$/ }, ({ path }) => ({ path, namespace: "page" }));
    page.onLoad({ filter: /.*/, namespace: "page" }, () => ({
      contents: `export default ${JSON.stringify(messages)};`,
    }));
  },
};

// Another entry is for tests, whose device only pretends.
export async function filesOf(entry = join(here, "src", "main.tsx"), last = undefined) {
  const { text: script, packages } = await bundledWith(entry, [catalogues], last);
  const { text: style } = await bundledWith(join(here, "src", "style.css"), []);
  const names = { script: named("page", script, "js"), style: named("page", style, "css") };
  const parts = {
    ...names,
    scriptHash: integrity(script),
    styleHash: integrity(style),
    noscript: languages.map((one) => `<p lang="${one}" dir="auto">${escaped(said(one, "noscript"))}</p>`).join(""),
  };
  const html = source("src", "page.html").replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  const icon = source("src", "icon.svg").trim();
  const manifest = `${JSON.stringify({ ...JSON.parse(source("src", "manifest.json")) })}\n`;
  const all = {
    "index.html": html,
    [names.script]: script,
    [names.style]: style,
    "icon.svg": icon,
    "manifest.webmanifest": manifest,
  };
  const paths = Object.keys(all).map((name) => (name === "index.html" ? "/" : `/${name}`));
  const worker = source("src", "worker.js")
    .replace("__FILES__", JSON.stringify(paths))
    .replace("__NAME__", `leeward-custodian-${sha256(Object.values(all).join("\n")).toString("hex").slice(0, 16)}`);
  return { ...all, "worker.js": worker, "licences.txt": licencesOf("The custodian's page", packages) };
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2] ?? join(here, "built");
  const before = new Map(
    (existsSync(folder) ? readdirSync(folder) : []).map((name) => [name, readFileSync(join(folder, name))]),
  );
  const after = new Map(Object.entries(await filesOf()).map(([name, text]) => [name, Buffer.from(text)]));
  mkdirSync(folder, { recursive: true });
  for (const name of before.keys()) if (!after.has(name)) rmSync(join(folder, name));
  for (const [name, bytes] of after) writeFileSync(join(folder, name), bytes);
  console.log(verdict(before, after));
}
