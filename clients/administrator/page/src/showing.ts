// What was read, and the key, as parts of the page. Text is set as text: nothing here makes markup out of it.
import type { Difference, Reading, Setting, Shown } from "./reading.ts";

export type Say = (name: string) => string;

export function part<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  inside: string | readonly Node[] = [],
  set: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(set)) made.setAttribute(name, value);
  if (typeof inside === "string") made.textContent = inside;
  else made.append(...inside);
  return made;
}

const spelled = (name: string): string => name.replace(/[._]/g, "-");
const said = (say: Say, one: Shown): string => ("word" in one ? say(`value-${one.word}`) : one.text);

export function showReading(say: Say, reading: Reading): HTMLElement {
  const changed = reading.settings.filter((one) => one.changed);
  const rest = reading.settings.filter((one) => !one.changed);
  const found: HTMLElement[] = [
    part("p", [part("strong", `${say("proposal-number")} ${reading.version}`)]),
    part("p", [part("span", `${say("policy-hash")} `), part("code", reading.hash, { dir: "ltr" })], { class: "hint" }),
  ];
  if (!reading.follows) found.push(part("p", say("signing-not-next"), { class: "trouble", role: "alert" }));
  found.push(
    part(
      "dl",
      changed.map((one) => row(say, one)),
    ),
  );
  if (changed.length + reading.differences.length === 0) found.push(part("p", say("changes-nothing")));
  found.push(...reading.differences.map((one) => difference(say, one)));
  found.push(
    part("details", [
      part("summary", say("signing-unchanged")),
      part(
        "dl",
        rest.map((one) => row(say, one)),
      ),
    ]),
  );
  return part("div", found, { class: "reading" });
}

function row(say: Say, one: Setting): HTMLElement {
  const now = [part("span", said(say, one.now))];
  if (one.changed) now.push(part("span", ` (${say("signing-before")} ${said(say, one.before)})`));
  return part("div", [part("dt", say(`set-${spelled(one.name)}`)), part("dd", now)]);
}

function difference(say: Say, one: Difference): HTMLElement {
  const name = one.what.startsWith("cedar") ? `text-${spelled(one.what)}` : `list-${one.what}`;
  const lines = [...one.gone.map((line) => `− ${line}`), ...one.come.map((line) => `+ ${line}`)].join("\n");
  const body = one.moved ? part("p", say("signing-moved")) : part("pre", lines, { dir: "ltr", tabindex: "0" });
  return part("section", [part("h3", say(name)), body]);
}
