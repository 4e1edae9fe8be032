// Signing a policy in the page of a proposal: bring the key, see what the bytes say, sign exactly them. SPEC 17.8.

import { isCode } from "../../../custodian/page/src/protocol/carried_file.ts";
import type { Bytes } from "../../../web/src/protocol/bytes.ts";
import { toHex } from "../../../web/src/protocol/bytes.ts";
import { Refused } from "../../../web/src/protocol/errors.ts";
import { bring, forget, type Held, held, signPolicy } from "./key.ts";
import { readProposal } from "./reading.ts";
import { part, type Say, showReading } from "./showing.ts";

const MOST_FILE = 64 * 1024;

interface Given {
  readonly place: HTMLElement;
  readonly say: Say;
  readonly person: string;
  readonly form: HTMLFormElement;
  readonly bundle: Bytes;
  readonly known: Bytes;
  readonly act: string; // what the button says
}

function given(at: HTMLElement, form: HTMLFormElement): Given {
  const words = new Map<string, string>(Object.entries(JSON.parse(at.dataset.words ?? "{}")));
  return {
    place: at,
    form,
    say: (name) => words.get(name) ?? `⟦${name}⟧`,
    person: at.dataset.person ?? "",
    bundle: bytesOf(at.dataset.bundle ?? ""),
    known: bytesOf(at.dataset.known ?? ""),
    act: at.dataset.act ?? "",
  };
}

const bytesOf = (base64: string): Bytes => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

async function start(page: Given): Promise<void> {
  try {
    const reading = await readProposal(page.bundle, page.known);
    const key = await held();
    const shown = part("div", [
      part("h3", page.say("signing-bytes")),
      part("p", page.say("signing-bytes-how")),
      showReading(page.say, reading),
    ]);
    page.place.replaceChildren(shown, key ? keyPart(page, key, reading.follows) : bringPart(page));
  } catch (error) {
    page.place.replaceChildren(trouble(page, error));
  }
  page.place.hidden = false;
}

function keyPart(page: Given, key: Held, follows: boolean): HTMLElement {
  const other = part("button", page.say("signing-forget"), { type: "button", class: "quiet" });
  other.addEventListener("click", () => forget().then(() => start(page)));
  const whose = part("p", `${page.say("signing-key-of")} ${key.administrator}`);
  if (key.administrator !== page.person) {
    return part("div", [whose, part("p", page.say("signing-other-person"), { class: "trouble" }), other]);
  }
  if (!follows) return part("div", [whose, other]);
  const go = part("button", page.act, { type: "button" });
  const box = part("div", [whose, go, other], { class: "key" });
  go.addEventListener("click", () => sign(page, key, go, box));
  return box;
}

async function sign(page: Given, key: Held, button: HTMLButtonElement, box: HTMLElement): Promise<void> {
  button.disabled = true;
  try {
    const field = page.form.elements.namedItem("signature");
    if (!(field instanceof HTMLInputElement)) throw new Refused("malformed");
    field.value = toHex(await signPolicy(key, page.bundle));
    page.form.submit();
  } catch (error) {
    button.disabled = false;
    box.append(trouble(page, error));
  }
}

function bringPart(page: Given): HTMLElement {
  const file = part("input", [], { type: "file", id: "key-file" });
  const code = part("input", [], {
    id: "key-code",
    autocomplete: "off",
    spellcheck: "false",
    inputmode: "numeric",
    dir: "ltr",
  });
  const go = part("button", page.say("signing-bring"));
  const said = part("div", []);
  const made = part("form", [
    part("h3", page.say("signing-bring-title")),
    part("p", page.say("signing-bring-how")),
    part("p", [part("code", "leeward keys for-page FILE --key NAME.key", { dir: "ltr" })]),
    part("label", page.say("signing-file"), { for: "key-file" }),
    file,
    part("label", page.say("signing-code"), { for: "key-code" }),
    code,
    said,
    go,
  ]);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    go.disabled = true;
    try {
      const [one] = file.files ?? [];
      if (!one || one.size > MOST_FILE) throw new Refused("malformed");
      if (!isCode(code.value)) throw new Refused("bad-receipt");
      await bring(new Uint8Array(await one.arrayBuffer()), code.value);
      await start(page);
    } catch (error) {
      go.disabled = false;
      said.replaceChildren(trouble(page, error));
    }
  });
  return made;
}

// One sentence for each way in which it can go wrong, in the page's own words.
function trouble(page: Given, error: unknown): HTMLElement {
  const why = error instanceof Refused ? error.why : "";
  const known = ["bad-receipt", "cannot-open", "malformed", "too-large"];
  const name = known.includes(why) ? `signing-stop-${why}` : "signing-stop";
  return part("p", page.say(name), { class: "trouble", role: "alert" });
}

const place = document.getElementById("signing");
const form = document.getElementById("signing-form");
if (place && form instanceof HTMLFormElement) start(given(place, form));
