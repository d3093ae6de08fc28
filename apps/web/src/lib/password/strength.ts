/** From 0, guessed at once, to 4, out of reach. */
export type Score = 0 | 1 | 2 | 3 | 4;

export interface Strength {
  readonly score: Score;
  readonly word: string;
  /** One thing that would help, where something would. */
  readonly hint: string | null;
}

export const STRENGTH_WORDS: Readonly<Record<Score, string>> = {
  0: 'very weak',
  1: 'weak',
  2: 'fair',
  3: 'strong',
  4: 'very strong',
};

const ADD_WORDS = 'Add a word or two that do not belong together.';

/** What the estimator found, by its own names. */
const HINTS: Readonly<Record<string, string>> = {
  straightRow: 'A row of keys is among the first things tried.',
  keyPattern: 'A pattern on the keyboard is among the first things tried.',
  simpleRepeat: 'Repeating a letter adds almost nothing.',
  extendedRepeat: 'Repeating the same letters adds almost nothing.',
  sequences: 'Sequences such as abc or 6543 add almost nothing.',
  recentYears: 'Recent years are quickly guessed.',
  dates: 'Dates are quickly guessed.',
  topTen: 'This is one of the passwords that are tried first.',
  topHundred: 'This is one of the passwords that are tried first.',
  common: 'This is among the passwords that many people use.',
  similarToCommon: 'This is too close to a password that many people use.',
  wordByItself: 'One word alone is quickly guessed.',
  namesByThemselves: 'Names alone are quickly guessed.',
  commonNames: 'Common names are quickly guessed.',
  userInputs: 'Your own name or the name of this product is guessed first.',
};

/** The one sentence that helps most. */
export const hintOf = (feedback: { readonly warning: string | null }): string =>
  (feedback.warning && HINTS[feedback.warning]) ?? ADD_WORDS;
