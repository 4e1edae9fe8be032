// What is inside a part once it is open: SPEC 4.6 and 4.7.
import { message, type Of } from "./encoding.ts";
import { CLASSES, LARGEST } from "./padding.ts";
import { bytes, chars, code, hash, list, map, oneOf, orNull, set, truth, whole } from "./shapes.ts";

export const MOST_FILES = 32;
export const MOST_PICTURES = 8;
export const LARGEST_FILE = CLASSES[6] - 4096;

// Drawn anew by this page: nothing is left of the file but what can be seen.
const media = map({ type: oneOf("image/jpeg"), data: bytes(0, CLASSES[6]) });

export const testimony = message(CLASSES[6], {
  type: oneOf("leeward/v1/testimony"),
  text: chars(0, 2 ** 20),
  language: orNull(code),
  event_type: orNull(code),
  place: orNull(chars(0, 200)),
  week: orNull(code),
  harmed: orNull(chars(0, 200)),
  risk_factors: set(14, whole(1, 14)),
  tonight: truth,
  identity: orNull(hash), // the id of the part that was sent with this one: nobody else has that link
  evidence: list(0, MOST_FILES, hash),
  group: orNull(bytes(16)),
  media: list(0, MOST_PICTURES, media),
});
export type Testimony = Of<typeof testimony>;

export const identity = message(CLASSES[0] - 4, {
  type: oneOf("leeward/v1/identity"),
  name: orNull(chars(0, 400)),
  phone: orNull(chars(0, 64)),
  note: orNull(chars(0, 1500)),
});
export type Identity = Of<typeof identity>;

// One file as it was, without its name.
export const evidence = message(LARGEST, {
  type: oneOf("leeward/v1/evidence"),
  media_type: orNull(chars(0, 100)),
  data: bytes(0, LARGEST_FILE),
});
export type Evidence = Of<typeof evidence>;
