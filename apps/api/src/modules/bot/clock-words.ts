import { type Message, say, sayError } from '@pacekeeper/contracts';
import type { ShownClock } from './clocks.ts';
import { WAITING_WORDS } from './work/waiting-words.ts';

/** What a clock's reason is said as; null where nothing holds it back. */
export const sayClock = ({ reason, error }: Pick<ShownClock, 'reason' | 'error'>): Message | null => {
  if (!reason) return null;
  return reason === 'breaker' && error ? say('breaker', { error: sayError(error) }) : WAITING_WORDS[reason];
};
