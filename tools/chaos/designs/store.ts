import pg from 'pg';

/** Tables of the broken designs: jobs, their follows, and the sessions that stand for the accounts. */
export const SCHEMA = `
  DROP TABLE IF EXISTS chaos_follows, chaos_jobs, chaos_accounts;
  DROP SEQUENCE IF EXISTS chaos_worker;
  CREATE SEQUENCE chaos_worker;
  CREATE TABLE chaos_accounts (name text PRIMARY KEY, session text NOT NULL);
  CREATE TABLE chaos_jobs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account text NOT NULL REFERENCES chaos_accounts,
    worker integer,
    visible_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
  );
  CREATE TABLE chaos_follows (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id bigint NOT NULL REFERENCES chaos_jobs,
    target text NOT NULL,
    state text NOT NULL DEFAULT 'planned',
    begun_at timestamptz,
    done_at timestamptz
  );
  CREATE INDEX chaos_follows_job ON chaos_follows (job_id, id);
`;

export interface Job {
  readonly id: string;
  readonly account: string;
  readonly session: string;
}

export interface PlannedFollow {
  readonly id: string;
  readonly target: string;
}

/** What both broken designs write in the same way. */
export class Store {
  readonly pool: pg.Pool;

  constructor(url: string) {
    this.pool = new pg.Pool({ connectionString: url, max: 8 });
    this.pool.on('error', () => undefined);
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(text, [...values])).rows as Row[];
  }

  /** Takes a job that is to be had; `condition` says which ones are, `taking` what is written of it. */
  async take(worker: number, condition: string, taking: string): Promise<Job | null> {
    const [job] = await this.rows<Job>(
      `UPDATE chaos_jobs j SET worker = $1, ${taking} FROM chaos_accounts a
       WHERE a.name = j.account AND j.id = (
         SELECT id FROM chaos_jobs WHERE finished_at IS NULL AND ${condition} ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING j.id, j.account, a.session`,
      [worker],
    );
    return job ?? null;
  }

  planned(job: Job): Promise<PlannedFollow[]> {
    return this.rows<PlannedFollow>(
      `SELECT id, target FROM chaos_follows WHERE job_id = $1 AND state = 'planned' ORDER BY id`,
      [job.id],
    );
  }

  async begin(follow: PlannedFollow): Promise<void> {
    await this.rows('UPDATE chaos_follows SET begun_at = clock_timestamp() WHERE id = $1', [follow.id]);
  }

  async intend(follow: PlannedFollow): Promise<void> {
    await this.rows(`UPDATE chaos_follows SET state = 'intended', begun_at = clock_timestamp() WHERE id = $1`, [
      follow.id,
    ]);
  }

  async planAgain(follow: PlannedFollow): Promise<void> {
    await this.rows(`UPDATE chaos_follows SET state = 'planned' WHERE id = $1`, [follow.id]);
  }

  async done(follow: PlannedFollow): Promise<void> {
    await this.rows(`UPDATE chaos_follows SET state = 'done', done_at = clock_timestamp() WHERE id = $1`, [follow.id]);
  }

  async finish(job: Job): Promise<void> {
    await this.rows('UPDATE chaos_jobs SET finished_at = clock_timestamp() WHERE id = $1', [job.id]);
  }
}
