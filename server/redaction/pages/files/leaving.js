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

const lock = document.querySelector("form[data-lock]");
if (lock) {
  let seen = performance.now();
  let told = seen;
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
