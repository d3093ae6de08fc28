import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Simulator } from '@pacekeeper/testing';
import { startDatabase } from '../lib/database.ts';
import { Refusal } from '../lib/say.ts';
import type { BrokenDesign } from './broken-designs.ts';
import { Pool } from './designs/pool.ts';
import { SCHEMA, Store } from './designs/store.ts';
import { DATABASE_VARIABLE, INSTAGRAM_VARIABLE } from './designs/worker.ts';
import { arrange, slowDown } from './simulated.ts';
import type { Follow, JobState, Trial } from './trial.ts';

const PEOPLE = 5_000;
const DONE = `count(*) FILTER (WHERE f.state = 'done')::int`;

interface Made {
  readonly username: string;
  readonly session: { readonly authorization: string };
}

/** What has been started, ended in the reverse order. */
type Ends = Array<() => Promise<void> | void>;

const stopAll = async (ends: Ends): Promise<void> => {
  for (const end of ends.splice(0).reverse()) await end();
};

/** A broken design on a database that is thrown away, with a simulator and processes of its own. */
export const startBroken = async (
  design: BrokenDesign,
  options: { accounts: number; follows: number },
): Promise<Trial> => {
  const ends: Ends = [];
  try {
    return await prepare(design, options, ends);
  } catch (error) {
    await stopAll(ends);
    throw error;
  }
};

const prepare = async (
  { script, workers, patienceMs }: BrokenDesign,
  { accounts, follows }: { accounts: number; follows: number },
  ends: Ends,
): Promise<Trial> => {
  const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-chaos-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const database = await startDatabase(folder, { ephemeral: true });
  ends.push(() => database.server.stop());
  const simulator = await Simulator.start();
  ends.push(() => simulator.stop());
  const store = new Store(database.ownerUrl);
  ends.push(() => store.pool.end());

  await store.pool.query(SCHEMA);
  await arrange(simulator, PEOPLE);
  const { items } = await simulator.control<{ items: Made[] }>('POST', '/accounts/batch', {
    prefix: 'chaos',
    count: accounts,
    password: 'of-no-importance',
    sessions: true,
  });
  for (const { username, session } of items) {
    await store.rows('INSERT INTO chaos_accounts VALUES ($1, $2)', [username, session.authorization]);
  }
  const people = await simulator.control<{ items: Array<{ pk: string; username: string }> }>(
    'GET',
    `/users?limit=${PEOPLE}`,
  );
  const own = new Set(items.map(({ username }) => username));
  const targets = people.items.filter(({ username }) => !own.has(username)).map(({ pk }) => pk);
  await slowDown(simulator);
  const pool = new Pool(join(import.meta.dirname, 'designs', script), workers, {
    [DATABASE_VARIABLE]: database.ownerUrl,
    [INSTAGRAM_VARIABLE]: simulator.instagramUrl,
  });
  ends.push(() => pool.stop());
  return {
    simulator,
    accounts: [...own],
    patienceMs,
    workers: () => pool.pids,
    ask: (account) => ask(store, account, targets, follows),
    ...reading(store),
    stop: () => stopAll(ends),
  };
};

/** One more job for the next people whom this account does not follow yet. */
const ask = async (store: Store, account: string, targets: readonly string[], follows: number): Promise<void> => {
  const [row] = await store.rows<{ asked: number }>(
    'SELECT count(*)::int AS asked FROM chaos_follows f JOIN chaos_jobs j ON j.id = f.job_id WHERE j.account = $1',
    [account],
  );
  const next = targets.slice(row?.asked ?? 0).slice(0, follows);
  if (next.length < follows) throw new Refusal('The world has too few people for so many jobs; ask for fewer kills.');
  await store.rows(
    `WITH job AS (INSERT INTO chaos_jobs (account) VALUES ($1) RETURNING id)
     INSERT INTO chaos_follows (job_id, target) SELECT job.id, target FROM job, unnest($2::text[]) AS target`,
    [account, next],
  );
};

const reading = (store: Store): Pick<Trial, 'jobs' | 'advancedSince' | 'books'> => ({
  jobs: () =>
    store.rows<JobState>(
      `SELECT j.account, count(*)::int AS asked, ${DONE} AS done, 0 AS failed, j.finished_at IS NOT NULL AS ended
       FROM chaos_jobs j JOIN chaos_follows f ON f.job_id = j.id GROUP BY j.id`,
    ),
  advancedSince: async (moment) => {
    const rows = await store.rows<{ account: string }>(
      `SELECT DISTINCT j.account FROM chaos_jobs j JOIN chaos_follows f ON f.job_id = j.id
       WHERE j.finished_at > $1 OR (f.state = 'done' AND f.begun_at > $1)`,
      [moment],
    );
    return new Set(rows.map(({ account }) => account));
  },
  books: async () => ({
    confirmed: await store.rows<Follow>(
      `SELECT j.account, f.target FROM chaos_jobs j JOIN chaos_follows f ON f.job_id = j.id WHERE f.state = 'done'`,
    ),
    open: (await store.rows(`SELECT id FROM chaos_follows WHERE state = 'intended'`)).length,
    quotaUsed: null,
  }),
});
