import { describe, expect, it } from '@jest/globals';
import { estimate } from './estimator.ts';

describe('a password', () => {
  it.each([
    ['password1234', 'weak', /many people use/],
    ['aaaaaaaaaaaaaa', 'very weak', /Repeating/],
    ['miamiamiamia', 'very weak', /./],
    ['mia.travels.2024', 'fair', /your own name/i],
    ['qwertyuiopasdf', 'weak', /./],
    ['twelve-herons-wait-at-the-weir', 'very strong', null],
    ['gN7#kq-2Wz!pLx', 'very strong', null],
    ['x'.repeat(128), 'very weak', /Repeating/],
  ])('%s is %s', (password, word, hint) => {
    const strength = estimate(password, ['mia.travels']);
    expect(strength.word).toBe(word);
    if (hint) expect(strength.hint).toMatch(hint);
    else expect(strength.hint).toBeNull();
  });
});
