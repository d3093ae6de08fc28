import type { Account, Bot } from '@pacekeeper/contracts';
import { isSessionLost } from './session-lost.ts';

/** How an account stands, in the words of its chips. */
export type AccountMark = Account['state'] | 'session lost' | 'not connected';

export const accountMark = (
  { session_valid: connected, state }: Pick<Account, 'session_valid' | 'state'>,
  bot: Pick<Bot, 'session_valid' | 'last_error'> | undefined,
): AccountMark => {
  if (connected) return state;
  return isSessionLost(bot) ? 'session lost' : 'not connected';
};
