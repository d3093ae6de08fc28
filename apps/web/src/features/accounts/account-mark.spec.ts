import { describe, expect, it } from '@jest/globals';
import type { LastError } from '@pacekeeper/contracts';
import { accountMark } from './account-mark.ts';

const lost = { session_valid: false, last_error: { error: 'SESSION_INVALID' } as LastError };

describe('the mark of an account', () => {
  it.each([
    ['running', { session_valid: true, state: 'running' }, undefined],
    ['paused', { session_valid: true, state: 'paused' }, undefined],
    ['stopped', { session_valid: true, state: 'stopped' }, undefined],
    // The bot's state is the older one: the account has just been connected again.
    ['running', { session_valid: true, state: 'running' }, lost],
    ['session lost', { session_valid: false, state: 'stopped' }, lost],
    ['not connected', { session_valid: false, state: 'stopped' }, { session_valid: false }],
    ['not connected', { session_valid: false, state: 'stopped' }, undefined],
  ] as const)('is %s', (mark, account, bot) => expect(accountMark(account, bot)).toBe(mark));
});
