// Broken on purpose: a queue that gives a job to another worker when its own has fallen silent, and a job that continues
// after the last follow that was recorded. The follow that was under way is sent again.
import type { Job } from './store.ts';
import { runWorker, type Surroundings } from './worker.ts';

/** The queue's patience: a job not touched by its worker for this long is given to another; milliseconds. */
const PATIENCE_MS = 2_000;
const PATIENTLY = `visible_at = clock_timestamp() + interval '${PATIENCE_MS} ms'`;
const TOUCH_MS = 500;

const work = async ({ store, instagram }: Surroundings, job: Job): Promise<void> => {
  const touching = setInterval(
    () => void store.rows(`UPDATE chaos_jobs SET ${PATIENTLY} WHERE id = $1`, [job.id]),
    TOUCH_MS,
  );
  for (const follow of await store.planned(job)) {
    await store.begin(follow);
    await instagram.follow(job.session, follow.target);
    await store.done(follow);
  }
  clearInterval(touching);
  await store.finish(job);
};

await runWorker(async (around) => async () => {
  const job = await around.store.take(around.worker, 'visible_at < clock_timestamp()', PATIENTLY);
  if (job) void work(around, job);
});
