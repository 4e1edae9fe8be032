// Writes the bundle of exposed.js, or of the file that is named, to standard output. It goes over no line.
import { join } from "node:path";
import { asItIs, bundled } from "../../../clients/web/bundle.js";

process.stdout.write(await bundled(process.argv[2] ?? join(import.meta.dirname, "exposed.js"), "en", asItIs));
