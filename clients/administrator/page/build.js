// Builds the script that signs policies in the staff's pages, into the files that the policy zone serves there: `node
// build.js [folder]`. The same sources and the same lock file give the same bytes.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundledWith } from "../../web/bundle.js";
import { verdict } from "../../web/compared.js";
import { licencesOf } from "../../web/licences.js";

const here = import.meta.dirname;

export async function filesOf() {
  const { text, packages } = await bundledWith(join(here, "src", "main.ts"), []);
  return { "signing.js": text, "signing.txt": licencesOf("The script that signs policies", packages) };
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2] ?? join(here, "..", "..", "..", "server", "policy", "staff_pages", "files");
  const after = new Map(Object.entries(await filesOf()).map(([name, text]) => [name, Buffer.from(text)]));
  const before = new Map(
    [...after.keys()]
      .filter((name) => existsSync(join(folder, name)))
      .map((name) => [name, readFileSync(join(folder, name))]),
  );
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of after) writeFileSync(join(folder, name), bytes);
  console.log(verdict(before, after));
}
