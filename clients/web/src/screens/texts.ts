// The words of this page's one language. No text that a person reads stands anywhere else.

import { form, language, languages } from "page:language";
import texts from "page:texts";
import { FluentBundle, type FluentResource, type FluentVariable } from "@fluent/bundle";

const bundle = new FluentBundle(language);
// Read at build time, so that no page carries the reader of catalogues.
bundle.addResource({ body: texts.map(([id, value]) => ({ id, value, attributes: {} })) } as FluentResource);

export { form, language, languages };
export type Values = Record<string, FluentVariable>;

// A message that is missing shows its name in brackets that no text has: tests look for them on every screen.
export function say(id: string, values?: Values): string {
  const message = bundle.getMessage(id);
  return message?.value ? bundle.formatPattern(message.value, values) : `⟦${id}⟧`;
}

const DAY = 86_400_000;
const days = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
const shortDays = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" });
const lists = new Intl.ListFormat(language, { type: "conjunction" });
const regions = new Intl.DisplayNames([language], { type: "region" });
const collator = new Intl.Collator(language);

export const date = (day: number): string => days.format(day * DAY);
export const span = (from: number, to: number): string => shortDays.formatRange(from * DAY, to * DAY);
// Each runs by itself: a name in another script would else take the "and" beside it along.
export const list = (several: readonly string[]): string => lists.format(several.map((one) => `\u2068${one}\u2069`));
export function countryName(code: string): string {
  try {
    return regions.of(code.toUpperCase()) ?? code;
  } catch {
    return code; // a directory may have one that browsers do not take for a region
  }
}
// The directory has codes, the same for everyone; their own language has no names for them.
export const bodyName = (code: string): string => code.replaceAll("-", " ");
export const byName = (one: string, other: string): number => collator.compare(one, other);

// Rounded up, so that nothing is said to be nothing: thousands, or from a million on millions with one digit after.
export function bytes(count: number): string {
  const [unit, size, parts] =
    count < 1_000_000 ? (["kilobyte", 1000, 1] as const) : (["megabyte", 1_000_000, 10] as const);
  const format = new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 });
  return format.format(Math.ceil((count * parts) / size) / parts);
}
