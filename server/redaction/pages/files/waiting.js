"use strict";

// Has anything changed at the vault? Asked every ten seconds; the page is fetched anew where it did, unless somebody is in
// the middle of something on it: then it says so.

const stamped = document.querySelector("[data-stamp]");
if (stamped?.dataset.stamp) {
  const asking = setInterval(async () => {
    const answer = await fetch(stamped.dataset.at, { redirect: "manual", cache: "no-store" }).catch(() => null);
    if (!answer) return;
    if (answer.type === "opaqueredirect") return location.reload();
    if (!answer.ok || (await answer.text()) === stamped.dataset.stamp) return;
    clearInterval(asking);
    if (document.activeElement === document.body || document.activeElement === document.querySelector("main")) location.reload();
    else stamped.hidden = false;
  }, 10_000);
}
