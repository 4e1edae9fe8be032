// What the build puts into each page: one language's texts.
declare module "page:texts" {
  const texts: string;
  export default texts;
}
declare module "page:language" {
  export const language: string;
  export const languages: readonly (readonly [code: string, itsOwnName: string])[];
}
