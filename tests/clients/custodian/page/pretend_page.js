// Writes the files of the page whose acts only pretend, as JSON, to standard output.
import { join } from "node:path";
import { filesOf } from "../../../../clients/custodian/page/build.js";
import { asItIs } from "../../../../clients/web/bundle.js";

process.stdout.write(JSON.stringify(await filesOf(join(import.meta.dirname, "pretend_main.tsx"), asItIs)));
