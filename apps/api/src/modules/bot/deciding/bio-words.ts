/** Letters in fancy shapes and other case are the same words. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

const WORD = /[\p{L}\p{N}\p{M}]/u;
/** Scripts that write words without blanks between them: there a word may be anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

const isWithinWord = (beside: string | undefined, edge: string | undefined): boolean =>
  beside !== undefined && edge !== undefined && WORD.test(beside) && WORD.test(edge) && !UNSPACED.test(edge);

/** Whether a text has these words, not merely their letters: "art" is not in "party". */
export const mentions = (text: string, words: string): boolean => {
  const all = plain(text);
  const wanted = plain(words);
  if (wanted.trim() === '') return false;
  const signs = [...wanted];
  for (let at = all.indexOf(wanted); at !== -1; at = all.indexOf(wanted, at + 1)) {
    const before = [...all.slice(0, at)].at(-1);
    const [after] = all.slice(at + wanted.length);
    if (!isWithinWord(before, signs[0]) && !isWithinWord(after, signs.at(-1))) return true;
  }
  return false;
};
