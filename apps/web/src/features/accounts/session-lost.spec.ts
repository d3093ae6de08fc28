import { describe, expect, it } from '@jest/globals';
import type { ErrorSymbol, LastError } from '@pacekeeper/contracts';
import { isSessionLost } from './account-mark.ts';

const error = (symbol: ErrorSymbol) => ({ error: symbol }) as LastError;

describe('a session', () => {
  it.each([
    ['that holds', { session_valid: true, last_error: error('SESSION_INVALID') }, false],
    ['that was never there', { session_valid: false }, false],
    ['that Instagram ended', { session_valid: false, last_error: error('CHALLENGE_REQUIRED') }, true],
    ['given up while an action was blocked', { session_valid: false, last_error: error('ACTION_BLOCKED') }, false],
    ['of which nothing is known yet', undefined, false],
  ])('%s', (_, bot, lost) => expect(isSessionLost(bot)).toBe(lost));
});
