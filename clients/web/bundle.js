// One entry point and all that it stands on, as one classic script or one style sheet.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { build } from "esbuild";
import { minify } from "terser";
import { leftOut } from "./left_out.js";
import { hasWords, wordsModule } from "./word_lists.js";

const here = import.meta.dirname;

export const languages = () =>
  readdirSync(join(here, "languages"))
    .filter((file) => file.endsWith(".ftl"))
    .map((file) => basename(file, ".ftl"))
    .sort();

const catalogue = (language) => readFileSync(join(here, "languages", `${language}.ftl`), "utf8");
// In which a page shows a receipt: in words only where its own language has a list of them.
const form = (language) => (hasWords(language) ? "words" : "digits");
const OF_THE_OTHER_FORM = { words: /^words-(title|what)-digits$/, digits: /^words-(title|what)-words$/ };

// Read here, so that no page carries the reader of catalogues: pairs of a message's id and its value. Some stand in the
// markup, and nowhere else; some only a page of the other form can show.
const texts = (language) =>
  new FluentResource(catalogue(language)).body
    .filter(({ id }) => !/^(noscript-|not-started$|page-title$|language-name$)/.test(id))
    .filter(({ id }) => !OF_THE_OTHER_FORM[form(language)].test(id))
    .map(({ id, value }) => [id, value]);

// Most are plain text: their ids in one line and their texts in lines of their own pack better than pairs.
function textsModule(pairs) {
  const plain = pairs.filter(([, value]) => typeof value === "string" && !value.includes("\n"));
  const filled = pairs.filter((pair) => !plain.includes(pair));
  const [ids, values] = [plain.map(([id]) => id).join(" "), plain.map(([, value]) => value).join("\n")];
  return `const values = ${JSON.stringify(values)}.split("\\n");
    export default [
      ...${JSON.stringify(ids)}.split(" ").map((id, at) => [id, values[at]]),
      ...${JSON.stringify(filled)},
    ];`;
}

export function spoken(language) {
  const bundle = new FluentBundle(language, { useIsolating: false });
  const errors = bundle.addResource(new FluentResource(catalogue(language)));
  if (errors.length > 0) throw errors[0];
  return (id) => {
    const message = bundle.getMessage(id);
    if (!message?.value) throw new Error(`${language}.ftl has no ${id}`);
    return bundle.formatPattern(message.value);
  };
}

// [code, its name in itself], for the links from page to page.
export const names = () => languages().map((language) => [language, spoken(language)("language-name")]);

// What differs from page to page: its texts and its word list, each imported under a name of its own.
const ofThisPage = (language) => ({
  name: "of-this-page",
  setup(page) {
    page.onResolve({ filter: /^page:/ }, ({ path }) => ({ path, namespace: "page" }));
    page.onLoad({ filter: /^page:texts$/, namespace: "page" }, () => ({ contents: textsModule(texts(language)) }));
    page.onLoad({ filter: /^page:words$/, namespace: "page" }, async () => ({ contents: await wordsModule(language) }));
    page.onLoad({ filter: /^page:language$/, namespace: "page" }, () => ({
      contents: [
        `export const language = ${JSON.stringify(language)};`,
        `export const form = ${JSON.stringify(form(language))};`,
        `export const languages = ${JSON.stringify(names())};`,
      ].join("\n"),
    }));
  },
});

const built = (entry, language) => builtWith(entry, [ofThisPage(language), leftOut]);

const builtWith = (entry, plugins) =>
  build({
    absWorkingDir: here,
    entryPoints: [entry],
    nodePaths: [join(here, "node_modules")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022", // private fields as they are: a kilobyte less; every Tor Browser since 2022 has them
    charset: "utf8",
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins,
    metafile: true,
  });

// The same for the custodian's page (../custodian/page/build.js), which has all its languages in one script: the text, and
// the names of the packages that it has something of.
export async function bundledWith(entry, plugins, last = smaller) {
  const { outputFiles, metafile } = await builtWith(entry, [...plugins, leftOut]);
  const [{ text }] = outputFiles;
  return { text: entry.endsWith(".css") ? text.trim() : await last(text), packages: namesIn(metafile) };
}

// A catalogue's messages, by id.
export const messagesOf = (text) => new FluentResource(text).body.map(({ id, value }) => [id, value]);

export async function bundled(entry, language, last = smaller) {
  const { outputFiles } = await built(entry, language);
  const [{ text }] = outputFiles;
  return entry.endsWith(".css") ? text.trim() : last(text);
}

// What only pretends goes over no line: it is left as esbuild makes it, which takes a tenth of the time.
export const asItIs = (script) => script.trim();

// The names of the packages that a page has something of.
export async function packagesIn(entry, language) {
  const { metafile } = await built(entry, language);
  return namesIn(metafile);
}

function namesIn(metafile) {
  const [{ inputs }] = Object.values(metafile.outputs);
  const names = Object.keys(inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  return [...new Set(names.filter(Boolean))].sort();
}

// Three kilobytes less over the wire than esbuild alone makes it.
async function smaller(script) {
  const { code } = await minify(script, {
    ecma: 2022,
    toplevel: true,
    compress: { passes: 2 },
    format: { ascii_only: false },
  });
  return code.trim();
}
