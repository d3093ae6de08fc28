import { describe, expect, it } from '@jest/globals';
import { followHashtagSchema, setLimitsSchema } from '@pacekeeper/contracts';
import type { Problem } from '@pacekeeper/contracts';
import { RequestError } from '../http/request-error.ts';
import { checkWith, wholeNumber } from './check-with.ts';
import { fieldErrorsOf } from './use-form.ts';

describe('a form', () => {
  it('sends what its contract makes of what was typed', () => {
    expect(checkWith(followHashtagSchema, { hashtag: ' #Sunset ', amount: 20 })).toEqual({
      body: { hashtag: 'sunset', amount: 20 },
    });
  });

  it('says at each field what it should be, in the words of its screen', () => {
    const words = { hashtag: 'Enter one hashtag.' };
    const checked = checkWith(followHashtagSchema, { hashtag: 'two words', amount: 0 }, words);
    expect(checked).toMatchObject({ errors: { hashtag: 'Enter one hashtag.', amount: expect.any(String) } });
  });

  it('shows the fields that the API refused', () => {
    const problem = { details: [{ path: 'username', message: 'is taken' }] } as Problem;
    expect(fieldErrorsOf(new RequestError({ kind: 'refused', problem }))).toEqual({ username: 'Is taken.' });
    expect(fieldErrorsOf(new RequestError({ kind: 'unreachable' }))).toEqual({});
  });
});

describe('a number that was typed', () => {
  it.each([
    ['20', 20],
    [' 1000 ', 1000],
    ['0', 0],
  ])('%j is %d', (text, value) => expect(wholeNumber(text)).toBe(value));

  it.each(['', ' ', '-1', '1.5', '1e3', '0x10', 'twenty', '1 000'])('%j is none, and no contract takes it', (text) => {
    expect(wholeNumber(text)).toBeNaN();
    expect('errors' in checkWith(setLimitsSchema, { follows_limit: wholeNumber(text) })).toBe(true);
  });
});
