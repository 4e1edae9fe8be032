// Writes the bundle of exposed.js, or of the file that is named, to standard output.
import { join } from "node:path";
import { bundled } from "../../../clients/web/bundle.js";

process.stdout.write(await bundled(process.argv[2] ?? join(import.meta.dirname, "exposed.js"), "en"));
