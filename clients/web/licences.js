// Writes built/licences.txt, which intake serves beside the pages: under which licences the code stands that a page
// carries besides Leeward's own; and says so where that changes it. `node licences.js -` writes to standard output.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { languages, packagesIn } from "./bundle.js";

const here = import.meta.dirname;
const head = (
  page,
) => `${page} is Leeward's own (AGPL-3.0-or-later). Each page also carries code of these packages, in the
versions that its package-lock.json names.
`;

function licence(name) {
  const folder = join(here, "node_modules", name);
  const { version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[sc]e(\.md|\.txt)?$/i.test(one));
  const by = typeof author === "object" ? author.name : author?.replace(/ *[<(].*/, "");
  const text = file
    ? readFileSync(join(folder, file), "utf8").replace(/\r/g, "").trim()
    : `The package brings no copy of the licence; its text is the same as that of other packages here under ${license}.`;
  return [`${name} ${version}`, `Licence: ${license}${by ? `. By: ${by}` : ""}`, "", text, ""].join("\n");
}

export const licencesOf = (page, names) => [head(page), ...names.map(licence)].join(`\n${"-".repeat(80)}\n\n`);

if (process.argv[1] === import.meta.filename) {
  // Some pages carry a word list, and with it what reads it.
  const found = await Promise.all(languages().map((language) => packagesIn("src/main.tsx", language)));
  const text = licencesOf("The reporter's page", [...new Set(found.flat())].sort());
  if (process.argv[2] === "-") process.stdout.write(text);
  else write(text);
}

function write(text) {
  const file = join(here, "built", "licences.txt");
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) console.log("Changed: licences.txt. Commit it too.");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
