// The word lists, written small: each word as how many letters it shares with the one before it, and the rest. Two
// kilobytes less over the wire; a page writes them out again where it is loaded.
const LISTS = { en: "english", fr: "french", es: "spanish", pt: "portuguese" };

export const hasWords = (language) => language in LISTS;

// The text of a module that a page is bundled with: its list, or null.
export async function wordsModule(language) {
  if (!hasWords(language)) return "export default null;";
  const { wordlist } = await import(`@scure/bip39/wordlists/${LISTS[language]}.js`);
  const small = shortened(wordlist);
  if (writtenOut(small).join() !== wordlist.join()) throw new Error(`the list of ${language} cannot be written so`);
  return `export default (${writtenOut})(${JSON.stringify(small)});`;
}

function shortened(words) {
  const shared = (one, other) => [...one].findIndex((_, at) => !other.startsWith(one.slice(0, at + 1)));
  return words
    .map((word, at) => {
      const same = at === 0 ? 0 : shared(word, words[at - 1]);
      return `${same}${word.slice(same)}`;
    })
    .join("");
}

function writtenOut(small) {
  let word = "";
  return Array.from(small.matchAll(/(\d)(\D+)/g), ([, same, rest]) => {
    word = word.slice(0, same) + rest;
    return word;
  });
}
