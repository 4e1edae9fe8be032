"use strict";

// Marking what was missed, by keyboard: a begins at the mark or the text that has the focus, arrows move by words, with
// shift they choose, a digit says what it is. With a mouse: choose, then the digit. Places are counted in code points.

const chooser = document.querySelector("[data-chooser]");
let text = null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
  if (!text) {
    if (pressed(event) === "a" && document.body.dataset.letterKeys !== "off" && begin()) event.preventDefault();
    return;
  }
  const direction = { ArrowRight: "right", ArrowLeft: "left", ArrowDown: "forward", ArrowUp: "backward" }[event.key];
  if (direction) move(direction, event.key.startsWith("ArrowU") || event.key.startsWith("ArrowD"), event.shiftKey);
  else if (event.key === "Escape") stop();
  else if (/^[1-9]$/.test(event.key)) add(chooser.querySelectorAll("[data-kind]")[Number(event.key) - 1]);
  else return;
  event.preventDefault();
});

for (const one of document.querySelectorAll("[data-text]")) {
  one.addEventListener("pointerup", () => {
    if (!getSelection().isCollapsed && one.contains(getSelection().anchorNode)) open(one);
  });
}
for (const one of chooser.querySelectorAll("[data-kind]")) one.addEventListener("click", () => add(one));

function begin() {
  const at = document.activeElement.closest?.("[data-text]") ?? document.querySelector("[data-text]");
  if (!at || !document.querySelector(`[data-adding="${at.dataset.unit}"]`)) return false;
  const from = at.contains(document.activeElement) && document.activeElement !== at ? document.activeElement : at;
  getSelection().collapse(from, 0);
  open(at);
  return true;
}

function open(one) {
  text = one;
  one.focus({ preventScroll: true });
  chooser.hidden = false;
  document.body.dataset.adding = "on";
}

function stop() {
  getSelection().collapseToStart();
  text.focus();
  text = null;
  chooser.hidden = true;
  delete document.body.dataset.adding;
}

function move(direction, byLine, extends_) {
  const selection = getSelection();
  selection.modify(extends_ ? "extend" : "move", direction, byLine ? "line" : "word");
  if (!text.contains(selection.focusNode)) extends_ ? selection.extend(text, 0) : selection.collapse(text, 0);
}

function add(button) {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!text || !range || range.collapsed || !text.contains(range.commonAncestorContainer)) return;
  const [start, end] = trimmed(range);
  const form = document.querySelector(`[data-adding="${text.dataset.unit}"]`);
  form.elements.namedItem("words").disabled = true;
  form.elements.namedItem("kind").value = button.dataset.kind;
  for (const [name, value] of Object.entries({ start, end, act: "add" })) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
}

// Moving by words takes the space behind a word along, which belongs to nobody's name.
function trimmed(range) {
  const chosen = range.toString();
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length + [...chosen.match(/^\s*/u)[0]].length;
  return [start, start + [...chosen.trim()].length];
}
