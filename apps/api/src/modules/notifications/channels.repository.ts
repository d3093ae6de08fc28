import { Injectable } from '@nestjs/common';
import type { ChannelKind, NotificationEvent, NotificationTrouble, SetNotifications } from '@pacekeeper/contracts';
import type { Sealed } from '../../platform/crypto/sealing.ts';
import type { Tx } from '../../platform/database/tx.ts';

export interface ChannelRow {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly target: string | null;
  readonly secret_data: Buffer | null;
  readonly secret_key_id: string | null;
  readonly events: readonly NotificationEvent[];
  readonly quiet_from: number | null;
  readonly quiet_to: number | null;
  readonly last_sent_at: Date | null;
  readonly failed_at: Date | null;
  readonly failed_because: NotificationTrouble | null;
  readonly failed_status: number | null;
  readonly failed_tries: number;
  readonly gave_up: boolean;
  readonly waiting: number;
}
type Row = ChannelRow & Record<string, unknown>;

export interface NewChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly target: string | null;
  /** Null keeps what a channel has. */
  readonly secret: Sealed | null;
  readonly events: readonly NotificationEvent[];
  readonly quiet: { readonly from: number; readonly to: number } | null;
}

/** Whom notifications are for. */
export interface Recipient {
  readonly username: string;
  readonly email: string | null;
  readonly time_zone: string;
}

export type Digest = SetNotifications['digest'];

export const CHANNEL_COLUMNS = `
  c.id, c.kind, c.target, c.secret_encrypted AS secret_data, c.encryption_key_id AS secret_key_id, c.events,
  c.quiet_from_minute AS quiet_from, c.quiet_to_minute AS quiet_to, c.last_sent_at, c.failed_at, c.failed_because,
  c.failed_status, c.failed_tries, c.gave_up,
  (SELECT count(*)::int FROM outgoing_notifications o WHERE o.channel_id = c.id AND o.user_id = c.user_id) AS waiting`;

@Injectable()
export class ChannelsRepository {
  findAll(tx: Tx): Promise<Row[]> {
    return tx.sql(
      `SELECT ${CHANNEL_COLUMNS} FROM notification_channels c WHERE c.user_id = $1 ORDER BY c.position, c.id`,
      [tx.userId],
    );
  }

  async recipient(tx: Tx): Promise<Recipient | null> {
    return tx.one<Recipient & Record<string, unknown>>('SELECT username, email, time_zone FROM users WHERE id = $1', [
      tx.userId,
    ]);
  }

  async digest(tx: Tx): Promise<Digest> {
    const row = await tx.one<{ digest: Digest }>('SELECT digest FROM notification_settings WHERE user_id = $1', [
      tx.userId,
    ]);
    return row?.digest ?? 'off';
  }

  /** Holds the user's settings until the end of `tx`, so that of two changes one comes after the other. */
  async setDigest(tx: Tx, digest: Digest): Promise<void> {
    await tx.sql(
      `INSERT INTO notification_settings AS s (user_id, digest) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE
         SET digest = excluded.digest,
             digest_at = CASE WHEN s.digest = excluded.digest THEN s.digest_at ELSE now() END`,
      [tx.userId, digest],
    );
  }

  /** With what waits for them. */
  async removeAllBut(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.sql('DELETE FROM notification_channels WHERE user_id = $1 AND NOT (id = ANY ($2::uuid[]))', [
      tx.userId,
      ids,
    ]);
  }

  async put(tx: Tx, position: number, channel: NewChannel): Promise<void> {
    const { id, kind, target, secret, events, quiet } = channel;
    await tx.sql(
      `INSERT INTO notification_channels AS c
         (id, user_id, position, kind, target, secret_encrypted, encryption_key_id, events, quiet_from_minute,
          quiet_to_minute)
       VALUES ($2, $1, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (id) DO UPDATE
         SET position = excluded.position, target = excluded.target, events = excluded.events,
             quiet_from_minute = excluded.quiet_from_minute, quiet_to_minute = excluded.quiet_to_minute,
             secret_encrypted = coalesce(excluded.secret_encrypted, c.secret_encrypted),
             encryption_key_id = coalesce(excluded.encryption_key_id, c.encryption_key_id)
         WHERE c.user_id = $1`,
      [
        tx.userId,
        id,
        position,
        kind,
        target,
        secret?.data ?? null,
        secret?.keyId ?? null,
        events,
        quiet?.from ?? null,
        quiet?.to ?? null,
      ],
    );
  }

  async markSent(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.sql(
      `UPDATE notification_channels
       SET last_sent_at = $3, failed_at = NULL, failed_because = NULL, failed_status = NULL, failed_tries = 0, gave_up = false
       WHERE id = $2 AND user_id = $1`,
      [tx.userId, id, at],
    );
  }

  async markFailed(
    tx: Tx,
    id: string,
    { because, status, at }: { because: NotificationTrouble; status: number | null; at: Date },
  ): Promise<void> {
    await tx.sql(
      `UPDATE notification_channels
       SET failed_at = $3, failed_because = $4, failed_status = $5, failed_tries = failed_tries + 1, gave_up = false
       WHERE id = $2 AND user_id = $1`,
      [tx.userId, id, at, because, status],
    );
  }
}
