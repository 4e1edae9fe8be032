// Writes the bundle of exposed.ts to standard output.
import { join } from "node:path";
import { bundled } from "../../../clients/web/bundle.js";

process.stdout.write(await bundled(join(import.meta.dirname, "exposed.ts"), "en"));
