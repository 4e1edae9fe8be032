// Writes the page itself, in the language that is asked for, to standard output.
import { page } from "../../../clients/web/document.js";

process.stdout.write(await page(process.argv[2]));
