// Writes the bundle of exposed.js to standard output.
import { join } from "node:path";
import { bundled } from "../../../clients/web/bundle.js";

process.stdout.write(await bundled(join(import.meta.dirname, "exposed.js"), "en"));
