import { type Channel, type NotificationTrouble, say } from '@pacekeeper/contracts';
import { asMessage, wordsOf } from '../../platform/words/stored-words.ts';
import type { ChannelRow } from './channels.repository.ts';

export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Why one did not arrive, as a message. */
export const failureOf = (because: NotificationTrouble, status: number | null) =>
  asMessage(wordsOf(say('notification.failed', { because, ...(status === null ? {} : { status }) })));

export const toChannelView = (row: ChannelRow): Channel => ({
  id: row.id,
  kind: row.kind,
  target: row.target,
  secret_set: row.secret_data !== null,
  events: [...row.events],
  quiet_hours:
    row.quiet_from === null || row.quiet_to === null
      ? null
      : { from: timeOf(row.quiet_from), to: timeOf(row.quiet_to) },
  waiting: row.waiting,
  last_sent_at: row.last_sent_at?.toISOString() ?? null,
  failure:
    row.failed_at === null || row.failed_because === null
      ? null
      : {
          ...failureOf(row.failed_because, row.failed_status),
          at: row.failed_at.toISOString(),
          tries: Math.max(1, row.failed_tries),
          gave_up: row.gave_up,
        },
});
