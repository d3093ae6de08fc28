import type { Account, Bot, ErrorSymbol } from '@pacekeeper/contracts';

/** The state of an account, in the words of its chips. */
export type AccountMark = Account['state'] | 'session lost' | 'not connected';

export const accountMark = (
  { session_valid: connected, state }: Pick<Account, 'session_valid' | 'state'>,
  bot: Pick<Bot, 'session_valid' | 'last_error'> | undefined,
): AccountMark => {
  if (connected) return state;
  return isSessionLost(bot) ? 'session lost' : 'not connected';
};

/** What ends a session without its person having wished so. */
const ENDINGS: readonly ErrorSymbol[] = [
  'SESSION_INVALID',
  'SESSION_UNREADABLE',
  'CHALLENGE_REQUIRED',
  'CONSENT_REQUIRED',
  'ACCOUNT_DISABLED',
  'LOGIN_BLOCKED',
  'ACCOUNT_TAKEN_OVER',
];

/** True where a session was lost, and not given up by disconnecting. */
export const isSessionLost = (bot: Pick<Bot, 'session_valid' | 'last_error'> | undefined): boolean =>
  bot !== undefined && !bot.session_valid && ENDINGS.some((symbol) => symbol === bot.last_error?.error);
