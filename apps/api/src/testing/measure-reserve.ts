// Run as a process of its own by `npm run bench`: how many reservations a second the product's statement makes, against
// one bare UPDATE through pg, on the same rows. Takes JSON in the first argument, prints JSON.
import pg from 'pg';
import { createDataSource } from '../platform/database/data-source.ts';
import { Database } from '../platform/database/database.ts';
import { QuotaRepository } from '../modules/quotas/quota.repository.ts';

interface Given {
  /** As the app's role, and as the owner, whom the policies let through. */
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly slots: ReadonlyArray<{ readonly userId: string; readonly accountId: string }>;
  readonly seconds: number;
  readonly atOnce: number;
}

const { appUrl, ownerUrl, slots, seconds, atOnce } = JSON.parse(process.argv[2] ?? '{}') as Given;

/** As many as there is time for, `atOnce` at a time; returns how many a second. */
const perSecond = async (work: (index: number) => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  const until = started + seconds * 1000;
  let done = 0;
  const loop = async () => {
    while (performance.now() < until) await work(done++);
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  return done / ((performance.now() - started) / 1000);
};

const source = await createDataSource({ url: appUrl, applicationName: 'measure', entities: [], poolSize: atOnce });
await source.initialize();
const db = new Database(source);
const quota = new QuotaRepository();
const pool = new pg.Pool({ connectionString: ownerUrl, max: atOnce });
const now = new Date();

const slotOf = (index: number) => slots[index % slots.length] as Given['slots'][number];
const reserve = (index: number) => {
  const { userId, accountId } = slotOf(index);
  return db.asUser(userId, (tx) => quota.reserve(tx, { userId, accountId, action: 'follow' }, 1, now));
};
const update = (index: number) =>
  pool.query({
    name: 'bare',
    text: 'UPDATE quota_usage SET used = used + 1 WHERE user_id = $1 AND account_id IS NULL AND action = $2',
    values: [slotOf(index).userId, 'follow'],
  });

for (let index = 0; index < slots.length; index += 1) await reserve(index);
const rounds = [];
for (let round = 0; round < 3; round += 1) {
  rounds.push({ bare: await perSecond(update), whole: await perSecond(reserve) });
}
process.stdout.write(JSON.stringify(rounds));
await pool.end();
await source.destroy();
