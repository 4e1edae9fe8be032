"use strict";

// The inbox by keyboard: j and k go from row to row, x chooses, a goes to the question and then asks, digits say the aim.

const form = document.querySelector("form[data-rows]");
if (form) {
  const boxes = [...form.querySelectorAll("tbody input:not(:disabled)")];
  const asking = document.querySelector("#ask");
  const counted = form.querySelector("[data-counted]");
  const how = counted.textContent;

  form.addEventListener("change", count);
  count();

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
    const key = pressed(event);
    if (key.length === 1 && document.body.dataset.letterKeys === "off") return;
    if (acted(key, event.target)) event.preventDefault();
  });

  function acted(key, target) {
    const at = boxes.indexOf(target);
    if (key === "j" || (key === "ArrowDown" && at >= 0)) return go(at + 1);
    if (key === "k" || (key === "ArrowUp" && at >= 0)) return go(at - 1);
    if (key === "x" && at >= 0) return choose(boxes[at]);
    if (key === "a") return ask(target);
    return aim(key);
  }

  function go(to) {
    boxes[Math.min(Math.max(to, 0), boxes.length - 1)]?.focus();
    return true;
  }

  function choose(box) {
    box.click();
    return true;
  }

  function ask(target) {
    if (asking.contains(target)) form.requestSubmit();
    else (asking.querySelector("input:checked") ?? asking.querySelector("input")).focus();
    return true;
  }

  function aim(key) {
    const one = asking.querySelector(`[data-aim="${CSS.escape(key)}"]`);
    one?.click();
    return Boolean(one);
  }

  function count() {
    const chosen = boxes.filter((one) => one.checked).length;
    const most = Number(form.dataset.most);
    counted.textContent = chosen ? counted.dataset.words.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(chosen)) : how;
    for (const one of boxes) one.setCustomValidity("");
    for (const one of boxes) one.disabled = chosen >= most && !one.checked;
  }
}
