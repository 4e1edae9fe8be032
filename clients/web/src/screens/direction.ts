// Which way a text runs: that of its first letter. `dir="auto"` says the same, but takes a browser half a minute for a
// million letters in a field.
const FIRST_LETTER = /\p{L}/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

// Undefined where there is no letter yet: then as the page does.
export function directionOf(text: string): "rtl" | "ltr" | undefined {
  const letter = FIRST_LETTER.exec(text)?.[0];
  if (!letter) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}
