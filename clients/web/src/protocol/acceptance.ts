// Intake's signed word that something is safely kept: SPEC 12.
import { type Bytes, same } from "./bytes.ts";
import { deviceKey, type TrustedDirectory } from "./directory.ts";
import { message } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { hash, oneOf, signature } from "./shapes.ts";
import { verify } from "./signing.ts";

export const acceptance = message(256, { type: oneOf("leeward/v1/acceptance"), part: hash, signature });

// Returns only if the directory's intake accepted exactly this.
export function checkAcceptance(answer: Bytes, id: Bytes, directory: TrustedDirectory): void {
  const said = acceptance.read(answer);
  if (!same(said.part, id)) throw new Refused("bad-signature");
  verify(deviceKey(directory, "intake"), "acceptance", id, said.signature);
}
