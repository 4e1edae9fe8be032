// The words of this page's one language. No text that a person reads stands anywhere else.

import { language, languages } from "page:language";
import texts from "page:texts";
import { FluentBundle, type FluentResource, type FluentVariable } from "@fluent/bundle";

const bundle = new FluentBundle(language);
// Read at build time, so that no page carries the reader of catalogues.
bundle.addResource({ body: texts.map(([id, value]) => ({ id, value, attributes: {} })) } as FluentResource);

export { language, languages };
export type Values = Record<string, FluentVariable>;

// A message that is missing shows its name: a test holds all catalogues against one another.
export function say(id: string, values?: Values): string {
  const message = bundle.getMessage(id);
  return message?.value ? bundle.formatPattern(message.value, values) : id;
}

const DAY = 86_400_000;
const days = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
const shortDays = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" });
const lists = new Intl.ListFormat(language, { type: "conjunction" });
const regions = new Intl.DisplayNames([language], { type: "region" });
const collator = new Intl.Collator(language);

export const date = (day: number): string => days.format(day * DAY);
export const span = (from: number, to: number): string => shortDays.formatRange(from * DAY, to * DAY);
export const list = (several: readonly string[]): string => lists.format(several);
export const countryName = (code: string): string => regions.of(code.toUpperCase()) ?? code;
export const byName = (one: string, other: string): number => collator.compare(one, other);

export function bytes(count: number): string {
  const [unit, size] = count < 1_000_000 ? ["kilobyte", 1000] : ["megabyte", 1_000_000];
  const digits = count < 10_000_000 && size > 1000 ? 1 : 0;
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit: unit as string,
    maximumFractionDigits: digits,
  });
  return format.format(Math.ceil((10 * count) / (size as number)) / 10);
}
