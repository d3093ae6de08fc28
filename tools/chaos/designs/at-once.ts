// Broken on purpose: the intent is written before the call, and when a worker has died, the others read back at once
// what became of its intents. A call that has not landed yet is taken for not done, and is made again.
import type { Job, PlannedFollow } from './store.ts';
import { runWorker, type Surroundings } from './worker.ts';

const work = async ({ store, instagram }: Surroundings, job: Job): Promise<void> => {
  for (const follow of await store.planned(job)) {
    await store.intend(follow);
    await instagram.follow(job.session, follow.target);
    await store.done(follow);
  }
  await store.finish(job);
};

const readBack = async ({ store, instagram }: Surroundings, job: Job): Promise<void> => {
  const intents = await store.rows<PlannedFollow>(
    `SELECT id, target FROM chaos_follows WHERE job_id = $1 AND state = 'intended'`,
    [job.id],
  );
  for (const follow of intents) {
    if (await instagram.follows(job.session, follow.target)) await store.done(follow);
    else await store.planAgain(follow);
  }
};

/** A worker holds a lock of its own number while its connection lives: a worker whose lock is free is dead. */
const LOCK = 7_301;

await runWorker(async (around) => {
  const { store, worker } = around;
  const life = await store.pool.connect();
  await life.query('SELECT pg_advisory_lock($1, $2)', [LOCK, worker]);

  const isDead = async (other: number): Promise<boolean> => {
    const { rows } = await life.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS free', [LOCK, other]);
    return rows[0]?.free === true;
  };
  const inherit = async (job: Job): Promise<void> => {
    await readBack(around, job);
    await work(around, job);
  };
  return async () => {
    const others = await store.rows<{ worker: number }>(
      'SELECT DISTINCT worker FROM chaos_jobs WHERE finished_at IS NULL AND worker <> $1',
      [worker],
    );
    // Its lock is kept, so that no other worker finds the same one dead.
    for (const { worker: other } of others) {
      if (!(await isDead(other))) continue;
      const left = await store.rows<Job>(
        `UPDATE chaos_jobs j SET worker = $1 FROM chaos_accounts a
         WHERE a.name = j.account AND j.finished_at IS NULL AND j.worker = $2 RETURNING j.id, j.account, a.session`,
        [worker, other],
      );
      for (const job of left) void inherit(job);
    }
    const job = await store.take(worker, 'worker IS NULL', 'visible_at = clock_timestamp()');
    if (job) void work(around, job);
  };
});
