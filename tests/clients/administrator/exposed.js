// What the script that signs reads out of two policies, for tests: [bytes, bytes in force] in base64 on standard input, the
// reading on standard output. It needs no browser: WebCrypto's hash is in Node too.
import { readProposal } from "../../../clients/administrator/page/src/reading.ts";

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () => {
  const [raw, known] = JSON.parse(Buffer.concat(chunks).toString()).map((one) => new Uint8Array(Buffer.from(one, "base64")));
  readProposal(raw, known).then(
    (reading) => process.stdout.write(JSON.stringify(reading)),
    (error) => process.stdout.write(JSON.stringify({ refused: error.why ?? String(error) })),
  );
});
