// The next version of a consent: from what a source chooses, and only ever from what it signed itself. SPEC 5 and 13.5.
import { CannotDo, type Wish } from "./acts.ts";
import type { Found } from "./looking.ts";
import { give, LIFETIME, meet, type Terms, withdraw } from "./protocol/consent.ts";
import { DUMMY, type Post } from "./protocol/post.ts";
import type { OnePart } from "./protocol/receipt.ts";

const MOST_VERSIONS = 8; // one more would shut the part (SPEC 13.1)

// What the one post of a check-in says; a dummy for words that are nobody's, and for what is taken back already.
export async function postFor(
  found: Found | null,
  part: OnePart,
  wish: Wish,
  read: boolean,
  today: number,
): Promise<Post> {
  if (!found) return DUMMY;
  // A reply that could not be shown is not named: a newer directory may have its desk.
  const seen = read && found.replyName && !found.seen.unknownDesk ? [found.replyName] : [];
  const post: Post = { ...DUMMY, seen };
  if (wish.do === "nothing" || found.seen.withdrawn) return post;
  if (wish.do === "withdraw") return { ...post, withdrawals: [withdraw(part.seed, today)] };
  return { ...post, consents: [await nextVersion(found, part, wish, today)] };
}

type Change = Exclude<Wish, { do: "nothing" | "withdraw" }>;

async function nextVersion({ consent, seen }: Found, part: OnePart, wish: Change, today: number) {
  if (consent.version >= MOST_VERSIONS) throw new CannotDo("too-many-versions");
  if (seen.ended && !givesAnew(wish)) throw new CannotDo("consent-ended");
  const given = Math.max(today, consent.given);
  return give(part.seed, nextTerms(seen, wish), given, consent, givesAnew(wish) ? LIFETIME : consent.expires - given);
}

// A cancellation allows no more than the newest version and what is in force both do: so the vault, which says what is
// in force, can make nobody sign for more than they chose.
function nextTerms(seen: Found["seen"], wish: Change): Terms {
  switch (wish.do) {
    case "change":
      return wish.terms;
    case "cancel":
      return meet(seen.signed, seen.inForce);
    case "renew":
      return seen.signed;
  }
}

// Whether it lasts twelve months from today. Any other leaves the end where it was.
const givesAnew = (wish: Change): boolean => wish.do === "renew" || (wish.do === "change" && wish.anew === true);
