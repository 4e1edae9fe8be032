// A check-in that was begun: its bucket is here, and one post is still to be sent. SPEC 13.7. A dummy is sealed and its
// work is done meanwhile, so that it is there for whoever only leaves.
import { CannotDo, type CheckIn, type Tell, type Wish } from "./acts.ts";
import { postFor } from "./changing.ts";
import { doWork } from "./intake/doors.ts";
import { requestOf } from "./intake/exchange.ts";
import { type OutgoingPost, outgoingPost, sendPost } from "./intake/sending.ts";
import type { Found } from "./looking.ts";
import type { TrustedDirectory } from "./protocol/directory.ts";
import { dayToSign, type Notice } from "./protocol/mailbox.ts";
import { DUMMY, type Post, sealPost } from "./protocol/post.ts";
import type { Primitives } from "./protocol/primitives.ts";
import type { OnePart } from "./protocol/receipt.ts";
import type { World } from "./world.ts";

// A post that was sealed for a wish. It is sent again as it is, for the same wish.
interface Wished {
  readonly wish: string;
  readonly post: OutgoingPost;
  readonly changes: boolean; // it, or one before it: there may be a next version
  readonly allows: boolean; // it says what a source allows
}

export async function openCheckIn(
  world: World,
  by: Primitives,
  directory: TrustedDirectory,
  part: OnePart,
  found: Found | null,
  notice: Notice,
): Promise<CheckIn> {
  const sealed = async (said: Post) =>
    outgoingPost(world, await sealPost(by, directory.vault_seal_key, said), directory);
  const dummy = await sealed(DUMMY);
  void doWork(world, dummy.work, () => {});
  let wished: Wished | null = null;
  let finished = false;
  let going = false;

  // Two versions that follow the same one are no chain: where the first may have arrived, no second is signed. To take
  // a part back is always possible.
  async function postOf(wish: Wish, read: boolean): Promise<OutgoingPost> {
    const name = JSON.stringify([wish, read]);
    if (wished?.wish === name) return wished.post;
    const said = await postFor(found, part, wish, read, dayToSign(notice, world.now()));
    const changes = said.consents.length > 0;
    if (wished?.changes && changes) throw new CannotDo("already-begun");
    const post = said.withdrawals.length + said.consents.length + said.seen.length > 0 ? await sealed(said) : dummy;
    wished = { wish: name, post, changes: changes || (wished?.changes ?? false), allows: changes };
    return post;
  }

  return {
    seen: found?.seen ?? null,
    async finish(wish: Wish, read: boolean, tell: Tell): Promise<void> {
      if (finished) return;
      going = true;
      try {
        await sendPost(world, await postOf(wish, read), directory, tell);
        finished = true;
      } finally {
        going = false;
      }
    },
    // What is on its way goes with whoever leaves, and so does a withdrawal that did not get through. A consent that did
    // not is not given behind somebody's back: they were told so, and left.
    leave(): boolean {
      const { left, work } = wished && (going || !wished.allows) ? wished.post : dummy;
      if (finished) return true;
      if (!work.nonce) return false;
      finished = true;
      const request = { ...requestOf({ method: "POST", ...left, nonce: work.nonce }), keepalive: true };
      world.fetch(left.path, request).catch(() => {});
      return true;
    },
  };
}
