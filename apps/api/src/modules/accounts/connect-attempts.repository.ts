import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import type { Tx } from '../../platform/database/tx.ts';
import { ConnectAttempt } from './connect-attempt.entity.ts';

@Injectable()
export class ConnectAttemptsRepository {
  /** A new attempt ends the earlier ones for the same name. */
  async begin(tx: Tx, attempt: Omit<ConnectAttempt, 'userId' | 'wrongCodes' | 'createdAt' | 'endedAt'>): Promise<void> {
    await tx.sql(
      `UPDATE connect_attempts SET ended_at = now()
       WHERE user_id = $1 AND instagram_username = $2 AND ended_at IS NULL`,
      [tx.userId, attempt.instagramUsername],
    );
    await tx.of(ConnectAttempt).insert({ ...attempt, userId: tx.userId });
  }

  /** Of one's own and not over; locked, so that two codes at once are tried one after the other. */
  findOpen(tx: Tx, id: string, now: Date): Promise<ConnectAttempt | null> {
    return tx.of(ConnectAttempt).findOne({
      where: { id, userId: tx.userId, endedAt: IsNull(), expiresAt: MoreThan(now) },
    });
  }

  findById(tx: Tx, id: string): Promise<ConnectAttempt | null> {
    return tx.of(ConnectAttempt).findOneBy({ id, userId: tx.userId });
  }

  /** The last attempt for a name, over or not: its device serves the next. */
  findLatest(tx: Tx, instagramUsername: string): Promise<ConnectAttempt | null> {
    return tx.of(ConnectAttempt).findOne({
      where: { userId: tx.userId, instagramUsername },
      order: { createdAt: 'DESC' },
    });
  }

  /** Takes one of the tries; false when none is left. One statement, so that parallel guesses count each. */
  async takeTry(tx: Tx, id: string, most: number): Promise<boolean> {
    const row = await tx.one(
      `UPDATE connect_attempts SET wrong_codes = wrong_codes + 1
       WHERE id = $1 AND user_id = $2 AND ended_at IS NULL AND wrong_codes < $3 RETURNING id`,
      [id, tx.userId, most],
    );
    return row !== null;
  }

  async end(tx: Tx, id: string): Promise<void> {
    await tx.sql('UPDATE connect_attempts SET ended_at = now() WHERE id = $1 AND user_id = $2 AND ended_at IS NULL', [
      id,
      tx.userId,
    ]);
  }
}
