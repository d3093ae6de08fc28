import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan, Not } from 'typeorm';
import type { Tx } from '../../platform/database/tx.ts';
import { ConnectAttempt } from './connect-attempt.entity.ts';

/** What a new attempt is made of; the rest has a default. */
export type NewAttempt = Pick<
  ConnectAttempt,
  'id' | 'instagramUsername' | 'kind' | 'methods' | 'sentTo' | 'stateEncrypted' | 'encryptionKeyId' | 'expiresAt'
> &
  Partial<Pick<ConnectAttempt, 'asks' | 'method' | 'shown' | 'againAt'>>;

/** What changes while an attempt goes on. */
export type AttemptChange = Partial<
  Pick<
    ConnectAttempt,
    'asks' | 'method' | 'methods' | 'sentTo' | 'shown' | 'againAt' | 'stateEncrypted' | 'encryptionKeyId'
  >
>;

/** What a claim asks for beside being the only one. */
export interface Claim {
  /** Uses one of at most this many tries; null: uses none. */
  readonly mostTries: number | null;
  /** Only after `again_at`. */
  readonly waits: boolean;
}

/** How long a call to Instagram may hold an attempt, seconds. */
const BUSY_SECONDS = 60;

@Injectable()
export class ConnectAttemptsRepository {
  /** A new attempt ends the earlier ones for the same name. */
  async begin(tx: Tx, attempt: NewAttempt): Promise<void> {
    await this.endAllOf(tx, [attempt.instagramUsername]);
    await tx.of(ConnectAttempt).insert({ ...attempt, userId: tx.userId });
  }

  findById(tx: Tx, id: string): Promise<ConnectAttempt | null> {
    return tx.of(ConnectAttempt).findOneBy({ id, userId: tx.userId, kind: Not('device') });
  }

  /** The user's own open attempts, newest first. */
  findOpen(tx: Tx, now: Date): Promise<ConnectAttempt[]> {
    return tx.of(ConnectAttempt).find({
      where: { userId: tx.userId, kind: Not('device'), endedAt: IsNull(), expiresAt: MoreThan(now) },
      order: { createdAt: 'DESC' },
      take: 100,
    });
  }

  /** The last attempt for a name, over or not: its device serves the next. */
  findLatest(tx: Tx, instagramUsername: string): Promise<ConnectAttempt | null> {
    return tx.of(ConnectAttempt).findOne({
      where: { userId: tx.userId, instagramUsername },
      order: { createdAt: 'DESC' },
    });
  }

  /**
   * Takes an open attempt for one call to Instagram, and one of its tries; false where it is over, at work, or asked too
   * early. One statement, so that of concurrent calls one is let through and each guess counts.
   */
  async claim(tx: Tx, id: string, { mostTries, waits }: Claim, now: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE connect_attempts
       SET busy_until = clock_timestamp() + interval '${BUSY_SECONDS} seconds',
           wrong_codes = wrong_codes + CASE WHEN $3::integer IS NULL THEN 0 ELSE 1 END
       WHERE id = $1 AND user_id = $2 AND ended_at IS NULL AND expires_at > $5
         AND (busy_until IS NULL OR busy_until < clock_timestamp())
         AND ($3::integer IS NULL OR wrong_codes < $3)
         AND (NOT $4::boolean OR again_at IS NULL OR again_at <= $5)
       RETURNING id`,
      [id, tx.userId, mostTries, waits, now],
    );
    return row !== null;
  }

  /** The call is over; `tries` are given back where no wrong code was among them. */
  async letGo(tx: Tx, id: string, tries: 0 | 1): Promise<void> {
    await tx.sql(
      `UPDATE connect_attempts SET busy_until = NULL, wrong_codes = wrong_codes - $3::integer
       WHERE id = $1 AND user_id = $2`,
      [id, tx.userId, tries],
    );
  }

  async change(tx: Tx, id: string, change: AttemptChange): Promise<void> {
    await tx.of(ConnectAttempt).update({ id, userId: tx.userId }, change);
  }

  /** False where it is not theirs, or was over before. */
  async end(tx: Tx, id: string): Promise<boolean> {
    const row = await tx.one(
      `UPDATE connect_attempts SET ended_at = now()
       WHERE id = $1 AND user_id = $2 AND kind <> 'device' AND ended_at IS NULL RETURNING id`,
      [id, tx.userId],
    );
    return row !== null;
  }

  /** Ends every attempt for these names: one of them was started again or has been connected. */
  async endAllOf(tx: Tx, instagramUsernames: readonly string[]): Promise<void> {
    await tx.sql(
      `UPDATE connect_attempts SET ended_at = now()
       WHERE user_id = $1 AND instagram_username = ANY ($2) AND ended_at IS NULL`,
      [tx.userId, instagramUsernames],
    );
  }
}
