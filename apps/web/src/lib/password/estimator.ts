import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { hintOf, type Strength, STRENGTH_WORDS } from './strength.ts';

// Its time grows with the square of the length, and what is longer is no weaker.
const READ_MAX = 48;

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** How strong a password is; `own` are words that the person would be guessed by. Some 100 kB: load it when it is needed. */
export const estimate = (password: string, own: readonly string[]): Strength => {
  const { score, feedback } = estimator.check(password.slice(0, READ_MAX), [...own, 'pacekeeper']);
  return { score, word: STRENGTH_WORDS[score], hint: score < 3 ? hintOf(feedback) : null };
};
