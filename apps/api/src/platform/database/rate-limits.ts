import { createHmac } from 'node:crypto';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Config } from '../config/config.ts';
import type { Database } from './database.ts';

/** Whether there was a point left, and if not, how many seconds until there is one. */
export interface Taken {
  readonly allowed: boolean;
  readonly retryAfter: number;
}

/** Key, maximum points, window in milliseconds, and whether every point that is taken restarts the window. */
const TAKE = `
  WITH taken AS (
    INSERT INTO rate_limits AS r (key, points, expire)
    VALUES ($1, 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $3::bigint)
    ON CONFLICT (key) DO UPDATE
      SET points = CASE WHEN r.expire <= excluded.expire - $3::bigint THEN 1 ELSE r.points + 1 END,
          expire = CASE WHEN r.expire <= excluded.expire - $3::bigint OR $4::boolean
                        THEN greatest(r.expire, excluded.expire) ELSE r.expire END
      WHERE r.points < $2 OR r.expire <= excluded.expire - $3::bigint
    RETURNING true
  )
  SELECT true AS allowed, 0::float8 AS retry_after FROM taken
  UNION ALL
  SELECT false, (r.expire / 1000.0 - extract(epoch FROM clock_timestamp()))::float8
  FROM rate_limits r WHERE r.key = $1 AND NOT EXISTS (SELECT FROM taken)`;

const GIVE_BACK = 'UPDATE rate_limits SET points = points - 1 WHERE key = $1 AND points > 0';

/**
 * Counters in the database, shared by all processes. What is counted is never stored itself, only its HMAC.
 * While the database is away, every method rejects with AppError DATABASE_UNAVAILABLE: no guesses without the counters.
 */
export class RateLimits {
  private readonly secret: Buffer;

  constructor(
    private readonly db: Database,
    { jwtSecrets }: Pick<Config, 'jwtSecrets'>,
  ) {
    this.secret = createHmac('sha256', jwtSecrets[0].open()).update('rate limits').digest();
  }

  /**
   * Takes one of `most` points, in one statement. The window begins with the first point; if it is `strict`, every point
   * that is taken restarts it, so that no span of its length, wherever it begins, holds more than `most`.
   */
  async take(kind: string, value: string, most: number, windowSeconds: number, strict: boolean): Promise<Taken> {
    const [row] = await this.db.counters<{ allowed: boolean; retry_after: number }>(TAKE, [
      this.keyOf(kind, value),
      most,
      windowSeconds * 1000,
      strict,
    ]);
    // No row: concurrent calls took all points at the same moment.
    if (!row) return { allowed: false, retryAfter: windowSeconds };
    return { allowed: row.allowed, retryAfter: row.allowed ? 0 : Math.max(1, row.retry_after) };
  }

  async giveBack(kind: string, value: string): Promise<void> {
    await this.db.counters(GIVE_BACK, [this.keyOf(kind, value)]);
  }

  /** The library's limiter over the same table; its keys come from `keyOf`. */
  limiter(points: number, windowSeconds: number): RateLimiterPostgres {
    return new RateLimiterPostgres({
      storeClient: {
        query: async ({ text, values }: { text: string; values: unknown[] }) => {
          const rows = await this.db.counters(text, values);
          return { rows, rowCount: rows.length };
        },
      },
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      // Expired rows go with everything else that has expired (forget_expired).
      clearExpiredByTimeout: false,
      keyPrefix: '',
      points,
      duration: windowSeconds,
      // After a refusal, further ones come from memory: a flood does not reach the database.
      inMemoryBlockOnConsumed: points + 1,
    });
  }

  keyOf(kind: string, value: string): string {
    return createHmac('sha256', this.secret).update(`${kind}\0${value}`).digest('base64url');
  }
}
