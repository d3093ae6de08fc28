import { Injectable } from '@nestjs/common';
import { storableJson } from '../../../platform/database/storable.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { Sparing } from '../actions/action.ts';
import type { Followed, LedgerReads } from '../sources/source.ts';

/** What is stored here of the people of a page, as far as the action asks for it. */
export interface KnownPeople {
  readonly allowListed: ReadonlySet<string>;
  /** False until the list of followers was read to its end once: until then each person on it followed before. */
  readonly followersComplete: boolean;
  readonly followers: ReadonlySet<string>;
}

export interface NamedPerson {
  readonly pk: string;
  readonly username: string | null;
}

const NOBODY: ReadonlySet<string> = new Set();

/** What decides about people before Instagram is asked. */
@Injectable()
export class KnownPeopleRepository {
  async find(
    tx: Tx,
    accountId: string,
    people: readonly NamedPerson[],
    spares: readonly Sparing[],
  ): Promise<KnownPeople> {
    const allowListed = spares.includes('allow_listed') ? await this.allowListed(tx, accountId, people) : NOBODY;
    if (!spares.includes('known_followers')) return { allowListed, followersComplete: false, followers: NOBODY };
    const row = await tx.one<{ complete: boolean; known: string[] | null }>(
      `SELECT s.followers_known_at IS NOT NULL AS complete,
              (SELECT array_agg(f.pk) FROM account_followers f
               WHERE f.account_id = s.account_id AND f.pk = ANY ($3)) AS known
       FROM user_bot_status s WHERE s.account_id = $1 AND s.user_id = $2`,
      [accountId, tx.userId, people.map(({ pk }) => pk)],
    );
    return { allowListed, followersComplete: row?.complete ?? false, followers: new Set(row?.known) };
  }

  /** Which of these people the bot never unfollows: by pk, or by the name that a person typed. */
  private async allowListed(tx: Tx, accountId: string, people: readonly NamedPerson[]): Promise<ReadonlySet<string>> {
    const rows = await tx.sql<{ pk: string }>(
      `SELECT p.pk FROM jsonb_to_recordset($3::jsonb) AS p (pk text, username text)
       WHERE EXISTS (
         SELECT FROM allow_list a
         WHERE a.user_id = $2 AND (a.account_id IS NULL OR a.account_id = $1) AND (a.pk = p.pk OR a.username = p.username))`,
      [accountId, tx.userId, storableJson(people.map(({ pk, username }) => ({ pk, username })))],
    );
    return new Set(rows.map(({ pk }) => pk));
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
