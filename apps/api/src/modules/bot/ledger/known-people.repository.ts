import { Injectable } from '@nestjs/common';
import { storableJson } from '../../../platform/database/storable.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { Followed, LedgerReads } from '../sources/source.ts';

/** Who followed before messages to new followers began, among those asked about. */
export interface KnownFollowers {
  /** False until the list of followers was read to its end once: until then each person on it followed before. */
  readonly complete: boolean;
  readonly pks: ReadonlySet<string>;
}

/** What the ledger and the list of followers know of people. */
@Injectable()
export class KnownPeopleRepository {
  async followers(tx: Tx, accountId: string, pks: readonly string[]): Promise<KnownFollowers> {
    const row = await tx.one<{ complete: boolean; known: string[] | null }>(
      `SELECT s.followers_known_at IS NOT NULL AS complete,
              (SELECT array_agg(f.pk) FROM account_followers f
               WHERE f.account_id = s.account_id AND f.pk = ANY ($3)) AS known
       FROM user_bot_status s WHERE s.account_id = $1 AND s.user_id = $2`,
      [accountId, tx.userId, pks],
    );
    return { complete: row?.complete ?? false, pks: new Set(row?.known) };
  }

  /** When this account last did something to each of these people, since then; people to whom it did nothing are absent. */
  async touched(tx: Tx, accountId: string, pks: readonly string[], since: Date): Promise<ReadonlyMap<string, Date>> {
    const rows = await tx.sql<{ pk: string; at: Date }>(
      `SELECT target_pk AS pk, max(intended_at) AS at FROM interactions
       WHERE account_id = $1 AND user_id = $2 AND intended_at > $4 AND target_pk = ANY ($3)
         AND state IN ('intended', 'confirmed', 'unknown', 'needs_review')
       GROUP BY target_pk`,
      [accountId, tx.userId, pks, since],
    );
    return new Map(rows.map(({ pk, at }) => [pk, at]));
  }

  /** Remembers who followed before messages to new followers began; `completeAt`: the list ended here. */
  async remember(tx: Tx, accountId: string, pks: readonly string[], completeAt: Date | null): Promise<void> {
    await tx.sql(
      `INSERT INTO account_followers (account_id, user_id, pk)
       SELECT $1, $2, p.pk FROM jsonb_array_elements_text($3::jsonb) AS p (pk) ON CONFLICT DO NOTHING`,
      [accountId, tx.userId, storableJson(pks)],
    );
    if (!completeAt) return;
    await tx.sql(
      `UPDATE user_bot_status SET followers_known_at = coalesce(followers_known_at, $3)
       WHERE account_id = $1 AND user_id = $2`,
      [accountId, tx.userId, completeAt],
    );
  }

  /** What sources ask of the ledger for one account. */
  reads(tx: Tx, accountId: string, now: Date): LedgerReads {
    return {
      followed: (olderThanDays, after, most) =>
        tx.sql<Followed & Record<string, unknown>>(
          `SELECT i.id::text AS id, i.target_pk AS pk, i.target_username AS username, i.target_name AS name,
                  i.target_picture AS picture
           FROM interactions i
           WHERE i.account_id = $1 AND i.user_id = $2 AND i.action = 'follow' AND i.state = 'confirmed'
             AND i.undone_by IS NULL AND i.id > coalesce($3::bigint, 0)
             AND i.intended_at <= $4::timestamptz - make_interval(days => $5)
           ORDER BY i.id LIMIT $6`,
          [accountId, tx.userId, after, now, olderThanDays, most],
        ),
    };
  }
}
