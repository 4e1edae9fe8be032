"use strict";

// What stays behind where somebody leaves a page, or their place: as little as a browser lets a page do about it.

// A page that is left is emptied, so that none is brought back whole; one that is brought back is fetched anew.
addEventListener("pagehide", () => document.body.replaceChildren());
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Nothing but what was typed into a field is copied, dragged away or offered to other programs.
for (const kind of ["copy", "cut", "dragstart", "contextmenu"]) {
  addEventListener(kind, (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("textarea, input")) event.preventDefault();
  });
}

// What is locked or stopped in one tab is taken away in all of them, and comes back where somebody is in again. Whoever is
// at one of them is at all.
const tabs = new BroadcastChannel("desk");
const lock = document.querySelector("form[data-lock]");
if ("out" in document.body.dataset) tabs.postMessage("out");
if (lock) {
  let seen = performance.now();
  let told = seen;
  let said = seen;
  let isEmpty = false;
  tabs.postMessage("in");
  tabs.addEventListener("message", ({ data }) => {
    if (data === "seen") seen = said = performance.now();
    else if (data === "out") {
      isEmpty = true;
      document.body.replaceChildren();
    } else if (isEmpty) location.replace(location.pathname + location.search);
  });
  for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"]) {
    addEventListener(kind, () => (seen = performance.now()), { passive: true });
  }
  lock.addEventListener("submit", () => {
    // Where a browser asks for leave first, this is refused: then what was copied stays until something else is.
    navigator.clipboard?.writeText("").catch(() => {});
    document.querySelector("main").replaceChildren();
  });
  setInterval(() => {
    const now = performance.now();
    if (isEmpty) return;
    if (seen > said) {
      said = seen;
      tabs.postMessage("seen");
    }
    if (now - seen > Number(lock.dataset.idleSeconds) * 1000) lock.requestSubmit();
    else if (seen > told && now - told > 60_000) {
      told = now;
      fetch("/desk/awake", { method: "POST", body: new URLSearchParams(new FormData(lock)) }).then(
        (answer) => answer.redirected && location.reload(),
        () => {},
      );
    }
  }, 5000);
}
