import { Injectable } from '@nestjs/common';
import type { NotificationEvent } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import { CHANNEL_COLUMNS, type ChannelRow, type Recipient } from './channels.repository.ts';

/** A channel that is told of an event. */
export interface Listening {
  readonly id: string;
  readonly quiet_from: number | null;
  readonly quiet_to: number | null;
  readonly time_zone: string;
}

export interface NewNotification {
  readonly id: string;
  readonly channelId: string;
  readonly event: NotificationEvent | 'digest';
  readonly message: { readonly symbol: string; readonly params: unknown };
  readonly accountId: string | null;
  readonly jobId: string | null;
}

/** One that waits, with everything that sending it needs. */
export interface WaitingNotification extends ChannelRow, Recipient {
  readonly channel_id: string;
  readonly event: NotificationEvent | 'digest';
  readonly message_symbol: string;
  readonly params: unknown;
  readonly account_id: string | null;
  readonly job_id: string | null;
  readonly created_at: Date;
}

/** How many may wait for one channel; what comes beyond is not sent. */
const MOST_WAITING = 100;

@Injectable()
export class OutgoingRepository {
  /** The user's channels for an event that are not behind. */
  findListening(tx: Tx, event: NotificationEvent): Promise<Array<Listening & Record<string, unknown>>> {
    return tx.sql(
      `SELECT c.id, c.quiet_from_minute AS quiet_from, c.quiet_to_minute AS quiet_to, u.time_zone
       FROM notification_channels c JOIN users u ON u.id = c.user_id
       WHERE c.user_id = $1 AND $2 = ANY (c.events)
         AND (SELECT count(*) FROM outgoing_notifications o WHERE o.channel_id = c.id AND o.user_id = c.user_id) < $3`,
      [tx.userId, event, MOST_WAITING],
    );
  }

  async create(tx: Tx, { id, channelId, event, message, accountId, jobId }: NewNotification): Promise<void> {
    await tx.sql(
      `INSERT INTO outgoing_notifications (id, user_id, channel_id, event, message_symbol, params, account_id, job_id)
       VALUES ($2, $1, $3, $4, $5, $6, $7, $8)`,
      [tx.userId, id, channelId, event, message.symbol, message.params, accountId, jobId],
    );
  }

  /** Null: it was sent, or its channel or user is gone. */
  findWaiting(tx: Tx, id: string): Promise<(WaitingNotification & Record<string, unknown>) | null> {
    return tx.one(
      `SELECT ${CHANNEL_COLUMNS}, c.id AS channel_id, n.event, n.message_symbol, n.params, n.account_id, n.job_id,
              n.created_at, u.username, u.email, u.time_zone
       FROM outgoing_notifications n
       JOIN notification_channels c ON c.id = n.channel_id AND c.user_id = n.user_id
       JOIN users u ON u.id = n.user_id
       WHERE n.id = $2 AND n.user_id = $1 AND u.is_active`,
      [tx.userId, id],
    );
  }

  /** Removes it; returns its channel, or null where it is gone. */
  async remove(tx: Tx, id: string): Promise<string | null> {
    const row = await tx.one<{ channel_id: string }>(
      'DELETE FROM outgoing_notifications WHERE id = $2 AND user_id = $1 RETURNING channel_id',
      [tx.userId, id],
    );
    return row?.channel_id ?? null;
  }

  async giveUp(tx: Tx, channelId: string): Promise<void> {
    await tx.sql('UPDATE notification_channels SET gave_up = true WHERE id = $2 AND user_id = $1', [
      tx.userId,
      channelId,
    ]);
  }
}
