// What the build puts into each page: one language's texts, and its word list where it has one.
declare module "page:texts" {
  import type { FluentResource } from "@fluent/bundle";

  const texts: readonly (readonly [id: string, value: FluentResource["body"][number]["value"]])[];
  export default texts;
}
declare module "page:words" {
  const words: readonly string[] | null;
  export default words;
}
declare module "page:language" {
  export const language: string;
  export const form: "words" | "digits"; // in which this page shows a receipt
  export const languages: readonly (readonly [code: string, itsOwnName: string])[];
}
