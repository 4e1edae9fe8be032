// A large part in pieces, so that a line that breaks loses little: SPEC 12.2.
import { message } from "./encoding.ts";
import { hash, oneOf, set, whole } from "./shapes.ts";

export const PIECE = 65_536;
const MOST_PIECES = 258;
export const WHOLE_UP_TO = 2; // the largest class that goes as it is (SPEC 12.4)

export const newUpload = message(256, {
  type: oneOf("leeward/v1/new-upload"),
  part: hash,
  size: whole(1, 16_846_848),
});
export const upload = message(256, { type: oneOf("leeward/v1/upload"), upload: hash });
export const uploadProgress = message(1024, {
  type: oneOf("leeward/v1/upload-progress"),
  missing: set(MOST_PIECES, whole(0, MOST_PIECES - 1)),
});

export const piecesOf = (size: number): number => Math.ceil(size / PIECE);
