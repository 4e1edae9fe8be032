// Signs that nobody sees and that change what is read: U+202A–202E and U+2066–2069 turn the order of what stands beside
// them, tag signs (U+E0000–E007F) carry text that no screen shows, the rest steers terminals or is no sign at all.
//
// They are taken out while a person types, and the person is told. What then stands in the field is what is sealed: the
// curator reads it in the order in which its writer saw it. No word is lost, because none of these signs is one. Marks
// that languages are written with stay: U+200C–200F and U+061C join, part and place letters.
const HIDDEN = /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]|\p{Cs}/gu;
const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085]/g;

export function withoutHiddenSigns(typed: string): { readonly text: string; readonly removed: number } {
  let removed = 0;
  const text = typed.replace(LINE_ENDS, "\n").replace(HIDDEN, () => {
    removed += 1;
    return "";
  });
  return { text, removed };
}

// Code points, as the protocol counts them (messages.cddl, `chars`).
export const lengthOf = (text: string): number => text.length - (text.match(/[\uD800-\uDBFF]/g)?.length ?? 0);
