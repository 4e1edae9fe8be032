"use strict";

// One key for what has a `data-key`: it is focused, and pressed. Keys are named as they stand on a Latin keyboard; on one
// for another script it is the place of the key that counts. A letter in a form field is a letter;
// Escape leaves the field.

document.addEventListener("keydown", (event) => {
  // A key that is held is pressed once; only what stops the desk means to be held.
  if (event.repeat && event.key !== "!") return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape" && isField(event.target)) event.target.blur();
  if (isField(event.target)) return;
  const key = pressed(event);
  if (key.length === 1 && document.body.dataset.letterKeys === "off") return;
  const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && isSeen(one));
  if (!found || event.defaultPrevented) return;
  event.preventDefault();
  found.focus();
  found.click();
});

function pressed(event) {
  const typed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return /^[^\x00-\x7f]+$/u.test(typed) && /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : typed;
}

function isField(one) {
  return one.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

function isSeen(one) {
  return one.checkVisibility();
}
