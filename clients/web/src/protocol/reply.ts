// What a curator answers: a few hundred letters, sealed to the part's own reply key. SPEC 13.6.
import { type Bytes, same } from "./bytes.ts";
import type { TrustedDirectory } from "./directory.ts";
import { message, type Of } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { unpad } from "./padding.ts";
import type { Primitives } from "./primitives.ts";
import type { OnePart } from "./receipt.ts";
import { bytes, chars, code, day, oneOf, signature, signKey } from "./shapes.ts";
import { verify } from "./signing.ts";
import { openBox } from "./stream.ts";

export const SEALED_REPLY = 2064;
const MOST_TEXT = 560; // bytes in UTF-8

const reply = message(784, {
  type: oneOf("leeward/v1/reply"),
  part_key: signKey,
  compartment: code,
  desk: code,
  day,
  text: chars(1, MOST_TEXT),
});
type Reply = Of<typeof reply>;
const signedReply = message(876, { body: bytes(0, 784), signature });

// The words of a desk of such a compartment to this part. Where the directory in force does not have that desk,
// `no-such-device`: a newer one may, so such a reply is neither shown nor let go.
export async function openReply(
  by: Primitives,
  sealed: Bytes,
  part: OnePart,
  directory: TrustedDirectory,
): Promise<string> {
  const signed = signedReply.read(unpad(await openBox(by, part.replySeed, "reply", part.key, sealed)));
  const said = reply.read(signed.body);
  if (new TextEncoder().encode(said.text).length > MOST_TEXT) throw new Refused("malformed");
  if (!same(said.part_key, part.key)) throw new Refused("cannot-open");
  verify(deskKey(said, part, directory), "reply-letter", signed.body, signed.signature);
  return said.text;
}

function deskKey(said: Reply, part: OnePart, directory: TrustedDirectory): Bytes {
  const compartment = directory.compartments.find(({ name }) => name === said.compartment);
  if (!compartment) throw new Refused("no-such-device");
  if (compartment.kind !== part.kind) throw new Refused("cannot-open");
  const found = compartment.desks.find(({ desk }) => desk === said.desk);
  if (!found) throw new Refused("no-such-device");
  return found.sign_key;
}
