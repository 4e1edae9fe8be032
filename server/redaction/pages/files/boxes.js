"use strict";

// A box over a picture, by pointer or by keys: arrows move it, with shift they change its size, Enter covers what is under
// it, Escape takes it away. Where it lies is told as it moves, and stands in the form, which is what is sent. Shares are
// of ten thousand, on either side of the picture, and never turned by the direction of writing.

const WHOLE = 10_000;
const STEP = 100;
const stage = document.querySelector("[data-stage]");
const cover = document.querySelector("form[data-cover]");
if (stage && cover) {
  const drawing = stage.querySelector("[data-drawing]");
  const told = document.querySelector("[data-told]");
  const how = document.querySelector("[data-draw-how]");
  const fields = ["left", "top", "right", "bottom"].map((edge) => cover.elements.namedItem(edge));
  const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
  let box = null;

  stage.tabIndex = 0;
  stage.dataset.key = "c";
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-label", stage.dataset.label);
  stage.setAttribute("aria-describedby", how.id);
  stage.setAttribute("aria-keyshortcuts", "c");
  how.hidden = false;
  if (location.hash === "#stage") stage.focus({ preventScroll: true });

  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (ARROWS[event.key]) put(event.shiftKey ? grown(...ARROWS[event.key]) : moved(...ARROWS[event.key]));
    else if (event.key === "Enter" && box) cover.requestSubmit();
    else if (event.key === "Escape") put(null);
    else return;
    event.preventDefault();
  });

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    stage.focus({ preventScroll: true });
    stage.setPointerCapture(event.pointerId);
    const [x, y] = at(event);
    const follow = (to) => put(spanned(x, y, ...at(to)));
    stage.addEventListener("pointermove", follow);
    for (const end of ["pointerup", "pointercancel"]) {
      stage.addEventListener(end, () => stage.removeEventListener("pointermove", follow), { once: true });
    }
  });

  cover.addEventListener("input", () => {
    const shares = fields.map((field) => Math.round(Number(field.value.replace(",", ".")) * STEP));
    box = shares.every((one) => one >= 0 && one <= WHOLE) && shares[0] < shares[2] && shares[1] < shares[3] ? shares : null;
    draw();
  });

  // The first key puts a box in the middle.
  function start() {
    return box ?? [4000, 4000, 6000, 6000];
  }

  function moved(x, y) {
    if (!box) return start();
    const [left, top, right, bottom] = box;
    const across = Math.min(Math.max(x, -left), WHOLE - right);
    const down = Math.min(Math.max(y, -top), WHOLE - bottom);
    return [left + across, top + down, right + across, bottom + down];
  }

  function grown(x, y) {
    const [left, top, right, bottom] = start();
    return [left, top, within(right + x, left + STEP), within(bottom + y, top + STEP)];
  }

  function within(share, least) {
    return Math.min(Math.max(share, least), WHOLE);
  }

  function at(event) {
    const frame = stage.getBoundingClientRect();
    const shares = [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
    return shares.map((one) => within(Math.round(one * WHOLE), 0));
  }

  function spanned(x, y, toX, toY) {
    const [left, right] = [Math.min(x, toX), Math.max(x, toX)];
    const [top, bottom] = [Math.min(y, toY), Math.max(y, toY)];
    return right > left && bottom > top ? [left, top, right, bottom] : box;
  }

  function put(next) {
    box = next;
    fields.forEach((field, at) => {
      field.value = box ? String(box[at] / STEP) : "";
    });
    draw();
    told.textContent = box ? said() : "";
  }

  function draw() {
    const [left, top, right, bottom] = box ?? [0, 0, 0, 0];
    const placed = { x: left, y: top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(placed)) drawing.setAttribute(name, String(value));
  }

  function said() {
    const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 0 });
    return ["l", "t", "r", "b"].reduce(
      (words, sign, at) => words.replace(`{${sign}}`, numbers.format(box[at] / STEP)),
      told.dataset.words,
    );
  }
}
