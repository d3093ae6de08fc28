import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS, errorEntry, type Problem } from '@pacekeeper/contracts';
import { RequestError } from '../http/request-error.ts';
import { allErrorCodes, entryOf } from './catalogue.ts';
import { withoutGaps } from './gaps.ts';
import { troubleOf } from './trouble.ts';

describe('whatever went wrong', () => {
  it('is shown with the title, words and code of the API where it refused', () => {
    const problem = {
      title: 'The bot is stopped',
      detail: 'The bot of this account is stopped.',
      code: 'E-BOT-W-A880',
      correlation_id: 'c',
      retry_after: 30,
    } as Problem;
    expect(troubleOf(new RequestError({ kind: 'refused', problem }))).toEqual({
      title: 'The bot is stopped',
      message: 'The bot of this account is stopped.',
      code: 'E-BOT-W-A880',
      correlationId: 'c',
      retryAfter: 30,
    });
  });

  it.each([
    new RequestError({ kind: 'unreachable' }),
    new RequestError({ kind: 'unexpected', status: 200 }),
    new RequestError({ kind: 'unexpected', status: 502 }),
    new TypeError('Failed to fetch dynamically imported module: /assets/x.js'),
    new Error('x is not a function'),
    'a string',
    null,
  ])('has a title, a sentence and something to do: %s', (thrown) => {
    const { title, message, steps } = troubleOf(thrown);
    expect(title).toBeTruthy();
    expect(message).toBeTruthy();
    expect(steps?.length).toBeGreaterThan(0);
  });
});

describe('the catalogue in the page', () => {
  it('is found by symbol and by code', () => {
    expect(entryOf('SESSION_INVALID')?.code).toBe('E-BOT-W-E0F7');
    expect(entryOf('E-BOT-W-E0F7')?.symbol).toBe('SESSION_INVALID');
    expect(entryOf('E-BOT-W-0000')).toBeNull();
    expect(allErrorCodes()).toHaveLength(ERROR_SYMBOLS.length);
  });

  it('reads well without what is filled in later', () => {
    expect(withoutGaps('This password is refused: {reason}.')).toBe('This password is refused.');
    expect(withoutGaps('No {action} is left for today; the limit is {limit}.')).toBe(
      'No … is left for today; the limit is …',
    );
    expect(withoutGaps('This password is refused: ….')).toBe('This password is refused.');
    expect(withoutGaps('{what}')).toBe('');
    expect(withoutGaps('…')).toBe('');
    for (const symbol of ERROR_SYMBOLS) expect(withoutGaps(errorEntry(symbol).message)).not.toMatch(/[{}]/);
  });
});
