/** The language of a biography, ISO 639-1; null where it says too little to tell. */
export type LanguageOf = (biography: string) => string | null;

/** What a detector of languages is asked. */
export interface Detector {
  detect(text: string): { readonly language: string; isReliable(): boolean };
}

/** Addresses, names and hashtags say nothing of a language. */
const NOISE = /https?:\/\/\S+|www\.\S+|\S+@\S+|[@#][\p{L}\p{N}._]+/gu;
const LETTERS = /\p{L}[\p{L}\p{M}'’]*/gu;
/** A word of this many letters counts: shorter ones are the same in many languages. */
const SHORTEST_WORD = 3;
const LEAST_WORDS = 3;
/** Scripts that write words without blanks between them: a few of their characters say enough. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}]/gu;
const LEAST_UNSPACED = 4;
/** Scripts of one language each: their letters are enough to be sure. */
const OF_ONE_LANGUAGE =
  /[\p{Script=Hangul}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Georgian}\p{Script=Armenian}]/u;

/** The words of a biography; null where they are too few to tell a language from. */
const proseOf = (biography: string): string | null => {
  const words = biography.normalize('NFKC').replaceAll(NOISE, ' ').match(LETTERS) ?? [];
  const text = words.join(' ');
  const long = words.filter((word) => [...word].length >= SHORTEST_WORD).length;
  const enough = long >= LEAST_WORDS || (text.match(UNSPACED) ?? []).length >= LEAST_UNSPACED;
  return enough ? text : null;
};

export const languageBy =
  (detector: Detector): LanguageOf =>
  (biography) => {
    const prose = proseOf(biography);
    if (prose === null) return null;
    const found = detector.detect(prose);
    const sure = found.isReliable() || OF_ONE_LANGUAGE.test(prose);
    return found.language !== '' && sure ? found.language : null;
  };

let loading: Promise<LanguageOf> | null = null;

/** Loaded when a filter first asks for it: its tables take a third of a second and 30 MB. */
export const loadLanguageOf = (): Promise<LanguageOf> =>
  (loading ??= import('eld/extrasmall').then(({ eld }) => languageBy(eld)));

/** What one detector calls by one name. */
const SAME: Readonly<Record<string, string>> = { id: 'ms' };
const nameOf = (language: string): string => SAME[language] ?? language;

export const isOneOf = (language: string, wanted: readonly string[]): boolean =>
  wanted.some((one) => nameOf(one) === nameOf(language));
