"use strict";

// What points at people, by keyboard: n and p go from mark to mark, Enter accepts, Backspace refuses. Each has its reason
// beside it, which is told when one comes to it. What is decided is sent as the form in the list would send it.

const marks = [...document.querySelectorAll("mark")];
const told = document.querySelector("[data-told]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || isField(event.target) || document.body.dataset.adding) return;
  const key = pressed(event);
  const letters = document.body.dataset.letterKeys !== "off";
  const mark = event.target.closest?.("mark");
  if (letters && key === "n") step(1);
  else if (letters && key === "p") step(-1);
  else if (mark && event.key === "Enter") decide(mark, "accept");
  else if (mark && event.key === "Backspace") decide(mark, "refuse");
  else return;
  event.preventDefault();
});

for (const mark of marks) {
  mark.addEventListener("focus", () => tell(mark));
  mark.addEventListener("click", () => mark.focus());
}
if (location.hash.startsWith("#m")) document.querySelector(`mark${CSS.escape(location.hash).replace("\\#", "#")}`)?.focus();

function step(by) {
  if (!marks.length) return;
  const at = marks.indexOf(document.activeElement);
  const to = at < 0 ? (by > 0 ? 0 : marks.length - 1) : (at + by + marks.length) % marks.length;
  marks[to].focus();
  marks[to].scrollIntoView({ block: "nearest" });
}

function listed(mark) {
  return document.querySelector(`li[data-mark="${mark.id}"]`);
}

function tell(mark) {
  for (const one of document.querySelectorAll("li.here")) one.classList.remove("here");
  const item = listed(mark);
  item.classList.add("here");
  item.scrollIntoView({ block: "nearest" });
  // Each runs in its own direction, whatever stands beside it (Unicode's first strong isolate).
  const said = [".kind", ".decided", ".why"].map((part) => item.querySelector(part)?.textContent ?? "");
  told.textContent = said.map((one) => `\u2068${one}\u2069`).join(" · ");
}

async function decide(mark, act) {
  const item = listed(mark);
  const button = item.querySelector(`button[value="${act}"]`);
  if (!button) return step(1);
  if (item.classList.contains("added")) return button.click();
  const form = new URLSearchParams(new FormData(button.form));
  form.set("act", act);
  form.set("by", "script");
  const answer = await fetch(button.form.action, { method: "POST", body: form, redirect: "manual" }).catch(() => null);
  if (answer?.status !== 204) return location.reload();
  if (document.querySelector("[data-view=masked]")) {
    // What is shown of it is another thing now, and only the desk can say what.
    history.replaceState(null, "", `#${mark.id}`);
    return location.reload();
  }
  const decided = act === "accept" ? "accepted" : "refused";
  for (const one of [mark, item]) {
    one.classList.remove("proposed", "accepted", "refused");
    one.classList.add(decided);
  }
  item.querySelector("[data-decided]").textContent = document.querySelector("[data-words]").dataset[decided];
  step(1);
}
