// The words of the page, in the language that was chosen. No text that a person reads stands anywhere else.
import catalogues from "page:catalogues";
import { FluentBundle, type FluentResource, type FluentVariable } from "@fluent/bundle";

const KEPT = "leeward-language";
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar"]);
const bundles = new Map(
  Object.entries(catalogues).map(([language, messages]) => {
    const bundle = new FluentBundle(language);
    const body = messages.map(([id, value]) => ({ id, value, attributes: {} }));
    bundle.addResource({ body } as unknown as FluentResource);
    return [language, bundle];
  }),
);

export const languages = [...bundles.keys()].sort();
export type Values = Record<string, FluentVariable>;

let spoken = choose();

function choose(): string {
  const wanted = [localStorage.getItem(KEPT) ?? "", ...navigator.languages.map((one) => one.split("-")[0] ?? "")];
  return wanted.find((one) => bundles.has(one)) ?? "en";
}

export const language = (): string => spoken;

export function speak(next: string): void {
  if (bundles.has(next)) {
    spoken = next;
    localStorage.setItem(KEPT, next);
  }
  document.documentElement.lang = spoken;
  document.documentElement.dir = RIGHT_TO_LEFT.has(spoken) ? "rtl" : "ltr";
}

// A message that is missing shows its name in brackets that no text has: tests look for them on every screen.
export function say(id: string, values?: Values, of = spoken): string {
  const bundle = bundles.get(of);
  const message = bundle?.getMessage(id);
  return message?.value && bundle ? bundle.formatPattern(message.value, values) : `⟦${id}⟧`;
}

export const has = (id: string): boolean => bundles.get(spoken)?.hasMessage(id) ?? false;

const DAY = 86_400_000;
export const date = (day: number): string =>
  new Intl.DateTimeFormat(spoken, { dateStyle: "long", timeZone: "UTC" }).format(day * DAY);
// By this device's own clock and zone.
export const moment = (seconds: number): string =>
  new Intl.DateTimeFormat(spoken, { dateStyle: "medium", timeStyle: "short" }).format(1000 * seconds);
export const count = (number: number): string => new Intl.NumberFormat(spoken).format(number);

// How long until then, and never longer than it is: in hours, and minutes where it is less than two.
export function until(seconds: number, now: number): string {
  const minutes = Math.floor((seconds - now) / 60);
  const format = new Intl.RelativeTimeFormat(spoken, { numeric: "always" });
  return Math.abs(minutes) < 120 ? format.format(minutes, "minute") : format.format(Math.floor(minutes / 60), "hour");
}
