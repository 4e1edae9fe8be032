"use strict";

// What was typed and not kept is gone with its page. Whoever leaves it by one of its own links or forms is told once, and
// the next press goes. What locks, stops or closes these pages never waits, and no browser holds up a tab that is closed.

const typed = document.querySelector("form[data-typed]");
const told = document.querySelector("[data-unkept]");
let last = told;

if (typed && told) {
  document.addEventListener("click", (event) => {
    const way = event.target.closest("a[href]");
    if (way && !way.target && !way.matches(".stop, .skip")) tellOnce(event);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.closest("footer")) tellOnce(event);
  });
  typed.addEventListener("input", (event) => {
    last = event.target;
    told.hidden = true;
  });
}

// Whoever types on is back in their words, so that no letter of them is taken for an answer.
function tellOnce(event) {
  if (event.detail > 1) return event.preventDefault();
  if (!told.hidden || (typed.dataset.typed !== "unkept" && ![...typed.elements].some(isChanged))) return;
  event.preventDefault();
  told.hidden = false;
  last.focus({ preventScroll: true });
  told.scrollIntoView({ block: "center" });
}

function isChanged(one) {
  if (one.matches("textarea, input:not([type=checkbox], [type=radio])")) return one.value !== one.defaultValue;
  if (one.matches("input")) return one.checked !== one.defaultChecked;
  if (!one.matches("select")) return false;
  const first = [...one.options].findIndex((option) => option.defaultSelected);
  return one.selectedIndex !== Math.max(first, 0);
}
