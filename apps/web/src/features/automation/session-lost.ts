import type { Bot, ErrorSymbol } from '@pacekeeper/contracts';

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
