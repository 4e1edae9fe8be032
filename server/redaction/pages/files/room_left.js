"use strict";

// How much of a reply is left, in bytes: letters of other scripts than Latin take two or three each.

const field = document.querySelector("[data-most-bytes]");
const left = document.querySelector("[data-left]");
if (field && left) {
  const most = Number(field.dataset.mostBytes);
  field.addEventListener("input", tell);
  tell();

  function tell() {
    const rest = most - new TextEncoder().encode(field.value.trim()).length;
    left.textContent = left.dataset.words.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(rest));
    field.setCustomValidity(rest < 0 ? left.textContent : "");
  }
}
