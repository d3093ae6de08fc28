import type { Account, Bot, ErrorSymbol } from '@pacekeeper/contracts';
import type { Look } from '../words.ts';

/** The state of an account, in the words of its chips. */
export type AccountMark = Account['state'] | 'session lost' | 'not connected';

export const ACCOUNT_LOOKS: Readonly<Record<AccountMark, Look>> = {
  running: 'running',
  paused: 'paused',
  stopped: 'stopped',
  'session lost': 'blocked',
  'not connected': 'stopped',
};

type Known = Pick<Bot, 'session_valid' | 'last_error'> | undefined;

/** What every chip, tab and banner calls the state of an account. */
export const accountMark = (
  { session_valid: connected, state }: Pick<Account, 'session_valid' | 'state'>,
  bot: Known,
): AccountMark => {
  if (connected) return state;
  return isSessionLost(bot) ? 'session lost' : 'not connected';
};

/** What Instagram wants confirmed before it lets the account in again. */
const CHECKS: readonly ErrorSymbol[] = ['CHALLENGE_REQUIRED', 'CONSENT_REQUIRED'];

/** What ends a session without its person having wished so. */
const ENDINGS: readonly ErrorSymbol[] = [
  ...CHECKS,
  'SESSION_INVALID',
  'SESSION_UNREADABLE',
  'ACCOUNT_DISABLED',
  'LOGIN_BLOCKED',
  'ACCOUNT_TAKEN_OVER',
];

const lostTo = (bot: Known, symbols: readonly ErrorSymbol[]): boolean =>
  bot !== undefined && !bot.session_valid && symbols.some((symbol) => symbol === bot.last_error?.error);

/** True where a session was lost, and not given up by disconnecting. */
export const isSessionLost = (bot: Known): boolean => lostTo(bot, ENDINGS);

/** True where it was lost to something that Instagram asks for. */
export const isChallenged = (bot: Known): boolean => lostTo(bot, CHECKS);
