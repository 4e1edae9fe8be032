// Writes what every catalogue has to standard output: by language, each message with the names that are filled in.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const web = join(import.meta.dirname, "..", "..", "..", "clients", "web");
const { FluentResource } = createRequire(join(web, "package.json"))("@fluent/bundle");

const names = (value) =>
  value === null || typeof value !== "object"
    ? []
    : [...(value.type === "var" ? [value.name] : []), ...Object.values(value).flatMap(names)];

const messages = (language) => {
  const { body } = new FluentResource(readFileSync(join(web, "languages", `${language}.ftl`), "utf8"));
  return Object.fromEntries(body.map(({ id, value }) => [id, [...new Set(names(value))].sort()]));
};

const languages = process.argv.slice(2);
process.stdout.write(JSON.stringify(Object.fromEntries(languages.map((one) => [one, messages(one)]))));
