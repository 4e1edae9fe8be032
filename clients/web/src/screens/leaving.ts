// How the page is left. Nothing of it is to be found afterwards by whoever picks the device up.
import type { State } from "./state.ts";

// Where the exit leads: an empty page. It asks nobody for anything. A plain well-known site instead would look more like
// a place where somebody was, but it costs a request to a third party, made at the very moment somebody got frightened:
// that party, and whoever watches the line, would see it, and over Tor it takes seconds in which the old page stands
// there. `replace` puts it in this page's place in the tab's history, so that "back" does not lead here.
const HARMLESS = "about:blank";

let left = false;
let asked = false; // in the page's own words already

// What was typed goes first, then what is seen, then the page. The check-in hands over its one post, as any would.
export function leaveNow(state: State, forget: () => void): void {
  if (left) return;
  left = true;
  state.visit.checkIn?.leave();
  speechSynthesisOrNone()?.cancel();
  forget();
  document.body.replaceChildren();
  location.replace(HARMLESS);
}

export const speechSynthesisOrNone = (): SpeechSynthesis | undefined => globalThis.speechSynthesis;

// Escape twice, with no other key and no touch between. It counts presses and no seconds: nobody has to be quick.
export function watchEscape(exit: () => void): () => void {
  let pressed = 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.repeat) return;
    pressed = event.key === "Escape" ? pressed + 1 : 0;
    if (pressed === 2) exit();
  };
  const onPointer = () => {
    pressed = 0;
  };
  addEventListener("keydown", onKey, true);
  addEventListener("pointerdown", onPointer, true);
  return () => {
    removeEventListener("keydown", onKey, true);
    removeEventListener("pointerdown", onPointer, true);
  };
}

// The browser asks before what was typed is lost; the words of that question are the browser's own. A page that goes is
// wiped, so that a browser that keeps it for "back" keeps nothing; if it is brought back all the same, it begins anew.
export function watchLeaving(unsaved: () => boolean, goes: () => void): () => void {
  const onUnload = (event: BeforeUnloadEvent) => {
    if (!left && !asked && unsaved()) event.preventDefault();
  };
  const onHide = () => {
    if (left) return;
    left = true;
    goes();
    document.body.replaceChildren();
  };
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) location.reload();
  };
  addEventListener("beforeunload", onUnload);
  addEventListener("pagehide", onHide);
  addEventListener("pageshow", onShow);
  return () => {
    removeEventListener("beforeunload", onUnload);
    removeEventListener("pagehide", onHide);
    removeEventListener("pageshow", onShow);
  };
}

// To this page in another language. It takes this one's place in the history too.
export function goTo(address: string): void {
  asked = true;
  location.replace(address);
}
