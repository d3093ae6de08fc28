import type { NotificationEvent } from '@pacekeeper/contracts';
import { useSaid } from '../../lib/said.ts';

/** What an event is called, in the words of its notification. */
export const useEventWords = (): ((event: NotificationEvent) => string) => {
  const said = useSaid();
  return (event) =>
    said({ message: event, message_symbol: 'notification.title', params: { event } }).replace(/\.$/, '');
};
