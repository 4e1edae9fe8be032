"use strict";

// A download leaves its page as it was: the page says what it waits for.

for (const form of document.querySelectorAll("form[data-asked]")) {
  form.addEventListener("submit", () => (form.querySelector("[data-said]").hidden = false));
}
