// What a source sends after a report: always one size, sealed to the vault, a dummy where nothing is said. SPEC 13.1.
import type { Bytes } from "./bytes.ts";
import { NOTHING } from "./bytes.ts";
import { claimedConsent, claimedWithdrawal } from "./consent.ts";
import { message, type Of } from "./encoding.ts";
import { pad } from "./padding.ts";
import type { Primitives } from "./primitives.ts";
import { hash, list, oneOf } from "./shapes.ts";
import { sealBox } from "./stream.ts";

const BODY = 4096;

const post = message(BODY, {
  type: oneOf("leeward/v1/post"),
  withdrawals: list(0, 4, claimedWithdrawal),
  consents: list(0, 2, claimedConsent),
  seen: list(0, 2, hash), // replies that were read, by their names
});
export type Post = Omit<Of<typeof post>, "type">;

export const DUMMY: Post = { withdrawals: [], consents: [], seen: [] };

export const sealPost = (by: Primitives, vaultKey: Bytes, said: Post): Promise<Bytes> =>
  sealBox(by, vaultKey, "post", NOTHING, pad(post.write({ type: "leeward/v1/post", ...said }), BODY));
