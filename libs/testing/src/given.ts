import { randomUUID } from 'node:crypto';
import type { Role } from '@pacekeeper/contracts';
import pg from 'pg';

/** The password of every user that a factory makes, and its Argon2id hash. */
export const PASSWORD = 'correct horse battery staple';
const PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$yXnPfheDRgsBrtfe6/qEGA$yCcdaS3luI9H7dP0WDrgbiVPZ9LD8A5oPuk2zkfVuYI';

const DEADLOCK = '40P01';

export interface GivenUser {
  readonly id: string;
  readonly username: string;
}

let counter = 0;

/** Rows that a test starts from, written as the owner. */
export class Given {
  private readonly pool: pg.Pool;

  constructor(ownerUrl: string) {
    this.pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  }

  async user(
    wanted: { role?: Role; username?: string; email?: string; timeZone?: string; mustChangePassword?: boolean } = {},
  ): Promise<GivenUser> {
    counter += 1;
    const username = wanted.username ?? `${wanted.role ?? 'user'}-${counter}`;
    const id = randomUUID();
    await this.sql(
      `INSERT INTO users (id, username, username_key, password_hash, role, time_zone, must_change_password, email, email_key)
       VALUES ($1, $2, lower($2), $3, $4, $5, $6, $7, lower($7))`,
      [
        id,
        username,
        PASSWORD_HASH,
        wanted.role ?? 'user',
        wanted.timeZone ?? 'UTC',
        wanted.mustChangePassword ?? false,
        wanted.email ?? null,
      ],
    );
    return { id, username };
  }

  /** An account with the status of its bot; without a session that could be opened. */
  async account(
    userId: string,
    wanted: { running?: boolean; sessionValid?: boolean; name?: string; ramp?: number } = {},
  ): Promise<{ id: string }> {
    counter += 1;
    const id = randomUUID();
    await this.sql(
      `INSERT INTO instagram_credentials (id, user_id, instagram_pk, instagram_username, ramp) VALUES ($1, $2, $3, $4, $5)`,
      [id, userId, String(9_000_000 + counter), wanted.name ?? `account_${counter}`, wanted.ramp ?? 1],
    );
    await this.sql(
      'INSERT INTO user_bot_status (account_id, user_id, session_valid, bot_running) VALUES ($1, $2, $3, $4)',
      [id, userId, wanted.sessionValid ?? true, wanted.running ?? true],
    );
    return { id };
  }

  async job(userId: string, accountId: string, wanted: { amount?: number } = {}): Promise<{ id: string }> {
    const id = randomUUID();
    await this.sql(
      `INSERT INTO bot_jobs (id, user_id, account_id, action, source, params, filters, amount)
       VALUES ($1, $2, $3, 'follow', 'hashtag', '{"hashtag":"travel"}', '{}', $4)`,
      [id, userId, accountId, wanted.amount ?? 10],
    );
    return { id };
  }

  async limits(limits: { follows: number }, userId: string | null = null): Promise<void> {
    await this.sql(
      `INSERT INTO daily_limits (user_id, follows_limit, unfollows_limit, likes_limit, dms_limit, story_views_limit, story_reactions_limit)
       VALUES ($1, $2, 50, 200, 10, 500, 25) ON CONFLICT (user_id) DO UPDATE SET follows_limit = $2`,
      [userId, limits.follows],
    );
  }

  /** As the owner, who sees everything. A deadlock with a process that works meanwhile is tried again, as the product does. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    for (;;) {
      try {
        return (await this.pool.query<Row>(text, [...values])).rows;
      } catch (error) {
        if ((error as pg.DatabaseError).code !== DEADLOCK) throw error;
      }
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
