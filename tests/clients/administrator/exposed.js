// What the script that signs reads out of policies, for tests: [bytes in force, bytes, ...] in base64 on standard input, a
// reading of each on standard output. It needs no browser: WebCrypto's hash is in Node too.
import { readProposal } from "../../../clients/administrator/page/src/reading.ts";

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", async () => {
  const given = JSON.parse(Buffer.concat(chunks).toString());
  const [known, ...several] = given.map((one) => new Uint8Array(Buffer.from(one, "base64")));
  const read = (raw) => readProposal(raw, known).catch((error) => ({ refused: error.why ?? String(error) }));
  process.stdout.write(JSON.stringify(await Promise.all(several.map(read))));
});
