// The acts, made real: what acts.ts promises, by the protocol and the way to intake.
import { type Acts, type Arrival, CannotDo, type Shown } from "./acts.ts";
import { openCheckIn } from "./checking_in.ts";
import { fetchDirectory, fetchLogHead } from "./intake/doors.ts";
import { patiently } from "./intake/patience.ts";
import { askNotice, checkNotice, visit } from "./intake/visiting.ts";
import { look } from "./looking.ts";
import type { Bytes } from "./protocol/bytes.ts";
import { readCard } from "./protocol/cards.ts";
import { profileTerms } from "./protocol/consent.ts";
import { dayOf } from "./protocol/days.ts";
import { type Known, type TrustedDirectory, trust } from "./protocol/directory.ts";
import { dayToSign, MOST_BUCKET, type Notice } from "./protocol/mailbox.ts";
import { choosePrimitives, type Primitives } from "./protocol/primitives.ts";
import { newReceipt, onePart, readReceipt, showDigits, showWords, wordList } from "./protocol/receipt.ts";
import { type PageTrust, readTrust } from "./protocol/trust.ts";
import { Reporting, reportOf, sizeOf } from "./reporting.ts";
import { OF_OURS, saying, sayingAtOnce } from "./troubles.ts";
import type { World } from "./world.ts";

export interface Page {
  readonly trust: string; // the text of its block
  readonly language: string;
  readonly words: readonly string[] | null; // the BIP39 list of its language
}

interface Arrived {
  readonly by: Primitives;
  readonly directory: TrustedDirectory;
  readonly notice: Notice | null; // null where nothing was published, or it could not be fetched or does not hold
}

export function acts(world: World, page: Page): Acts {
  const came = trustOf(page);
  const words = page.words && wordList(page.language, page.words);
  const clock = () => dayOf(world.now());
  let known: Known | null = came && { ...came, hash: came.directory };
  let arriving: Promise<Arrived> | null = null;
  let arrived: Arrived | null = null;
  let reporting: Reporting | null = null;
  const today = () => dayToSign(arrived?.notice ?? null, world.now());

  async function arrive(): Promise<Arrived> {
    checkBrowser();
    if (!came || !known) throw new CannotDo("directory-unsigned");
    const by = arrived?.by ?? (await choosePrimitives(world.native, world.random));
    const again = () => {};
    // Both are always fetched, whatever becomes of either: all who open the page look alike.
    const fetched = [patiently(world, again, () => fetchDirectory(world)), askNotice(world, again)] as const;
    const [claimed, notice] = await Promise.allSettled(fetched);
    if (claimed.status === "rejected") throw claimed.reason;
    const directory = await trust(claimed.value, came.roots, clock(), known);
    known = directory;
    reporting ??= new Reporting(world, by);
    arrived = { by, directory, notice: notice.status === "fulfilled" ? checked(notice.value, directory) : null };
    return arrived;
  }

  // Two who ask at once wait for the same.
  function arriveOnce(): Promise<Arrived> {
    arriving ??= arrive().finally(() => {
      arriving = null;
    });
    return arriving;
  }

  const here = async (): Promise<Arrived> => arrived ?? arriveOnce();

  return {
    atHand: () =>
      came && { countries: came.countries, neverTo: came.never_to, stale: false, withEvidence: [], today: today() },
    logHead: () => fetchLogHead(world),
    arrive: () => saying(async () => arrivalOf((await arriveOnce()).directory, today())),
    profileTerms: (profile) => profileTerms(profile, today()),
    newReceipt: () => newReceipt(world.random),
    showReceipt: (receipt): Shown =>
      words ? { form: "words", groups: showWords(receipt, words) } : { form: "digits", groups: showDigits(receipt) },
    readReceipt: (typed) => sayingAtOnce(() => readReceipt(typed, words)),
    checkCard: (typed) => sayingAtOnce(() => void readCard(typed)),
    sizeOf: (written) => sayingAtOnce(() => sizeOf(reportOf({ ...written, card: null }, page.language)), OF_OURS),
    send: (written, receipt, index, tell) =>
      saying(async () => {
        const { directory } = await here();
        const report = sayingAtOnce(() => reportOf(written, page.language), OF_OURS);
        await reporting?.send(report, { receipt, index, today: today() }, directory, tell);
      }, OF_OURS),
    checkIn: (receipt, kind, index, tell) =>
      saying(async () => {
        const { by, directory, notice } = await here();
        const part = await onePart(receipt, kind, index);
        tell({ step: "sending", done: 0, all: MOST_BUCKET });
        const again = () => tell({ step: "again", done: 0, all: MOST_BUCKET });
        const bucket = await visit(world, directory, part.mailbox, notice, again);
        tell({ step: "sending", done: MOST_BUCKET, all: MOST_BUCKET });
        const found = await look(by, bucket, part, directory, world.now());
        return openCheckIn(world, by, directory, part, found, bucket.notice);
      }),
  };
}

// One that does not hold is asked for anew, like one that is over.
function checked(notice: Bytes | null, directory: TrustedDirectory): Notice | null {
  try {
    return notice && checkNotice(notice, directory);
  } catch {
    return null;
  }
}

function trustOf({ trust }: Page): PageTrust | null {
  try {
    return readTrust(trust);
  } catch {
    return null; // a page that intake did not serve, or one that was cut
  }
}

// The youngest things that this page and its libraries stand on.
function checkBrowser(): void {
  const isNewEnough = typeof Object.hasOwn === "function" && typeof BigInt === "function";
  if (!isNewEnough || !globalThis.isSecureContext || !globalThis.crypto?.subtle) throw new CannotDo("browser-too-old");
}

function arrivalOf({ compartments, never_to, stale }: TrustedDirectory, today: number): Arrival {
  const of = (wanted: string) => compartments.filter(({ kind }) => kind === wanted).map(({ country }) => country);
  const [told, named, filed] = [of("testimony"), of("identity"), of("evidence")];
  const countries = told.filter((country) => named.includes(country)).sort();
  return { countries, neverTo: never_to, stale, withEvidence: countries.filter((one) => filed.includes(one)), today };
}
