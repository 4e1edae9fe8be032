// Writes the page whose acts only pretend, in the language that is asked for, to standard output.
import { join } from "node:path";
import { asItIs } from "../../../clients/web/bundle.js";
import { page } from "../../../clients/web/document.js";

process.stdout.write(await page(process.argv[2], join(import.meta.dirname, "pretend_main.tsx"), asItIs));
