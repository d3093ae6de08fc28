import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Books, Follow, JobState } from './trial.ts';

interface Running {
  readonly worker_pids: number[];
  readonly database_port: number;
}

/** The product's own tables, read as their owner, who sees all users' rows; and the ids of its processes. */
export class ProductBooks {
  private readonly dataDir: string;
  private readonly pool: pg.Pool;
  private pids: number[] = [];

  private constructor(dataDir: string, pool: pg.Pool) {
    this.dataDir = dataDir;
    this.pool = pool;
  }

  static async open(dataDir: string): Promise<ProductBooks> {
    const read = <T>(name: string) => JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as T;
    const pool = new pg.Pool({
      host: '127.0.0.1',
      port: read<Running>('running.json').database_port,
      user: 'pacekeeper_owner',
      password: read<{ owner: string }>('database-roles.json').owner,
      database: 'pacekeeper',
      max: 2,
    });
    pool.on('error', () => undefined);
    return new ProductBooks(dataDir, pool);
  }

  workers(): number[] {
    try {
      this.pids = (JSON.parse(readFileSync(join(this.dataDir, 'running.json'), 'utf8')) as Running).worker_pids;
    } catch {
      // It is being written at this moment: the next look will find it whole.
    }
    return this.pids;
  }

  jobs(): Promise<JobState[]> {
    return this.sql<JobState>(
      `SELECT c.instagram_username AS account, j.amount AS asked, j.done, j.failed,
              j.state IN ('completed', 'failed', 'cancelled') AS ended
       FROM bot_jobs j JOIN instagram_credentials c ON c.id = j.account_id ORDER BY j.created_at`,
    );
  }

  /** A follow that was both intended and confirmed since then: reading back an earlier one is no progress of the job. */
  async advancedSince(moment: Date): Promise<Set<string>> {
    const rows = await this.sql<{ account: string }>(
      `SELECT c.instagram_username AS account FROM instagram_credentials c
       WHERE EXISTS (SELECT FROM interactions i
                     WHERE i.account_id = c.id AND i.state = 'confirmed' AND i.intended_at > $1)
          OR EXISTS (SELECT FROM bot_jobs j WHERE j.account_id = c.id AND j.finished_at > $1)`,
      [moment],
    );
    return new Set(rows.map(({ account }) => account));
  }

  async read(): Promise<Books> {
    const confirmed = await this.sql<Follow>(
      `SELECT c.instagram_username AS account, i.target_pk AS target
       FROM interactions i JOIN instagram_credentials c ON c.id = i.account_id
       WHERE i.action = 'follow' AND i.state = 'confirmed'`,
    );
    const [open] = await this.sql<{ open: number }>(
      `SELECT count(*)::int AS open FROM interactions WHERE state IN ('intended', 'unknown', 'needs_review')`,
    );
    const quota = await this.sql<{ account: string; used: number }>(
      `SELECT c.instagram_username AS account, sum(q.used)::int AS used
       FROM quota_usage q JOIN instagram_credentials c ON c.user_id = q.user_id
       WHERE q.action = 'follow' AND q.account_id IS NULL GROUP BY 1`,
    );
    return {
      confirmed,
      open: open?.open ?? 0,
      quotaUsed: new Map(quota.map(({ account, used }) => [account, used])),
    };
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(text, values)).rows as Row[];
  }
}
