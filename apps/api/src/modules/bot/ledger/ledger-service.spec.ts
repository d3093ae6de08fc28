import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GivenUser } from '@pacekeeper/testing';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import { TestApi } from '../../../testing/test-api.ts';
import { AccountLease, type Lease } from '../../accounts/index.ts';
import { ActivityService, Announcer, EventsService } from '../../activity/index.ts';
import { QuotasService } from '../../quotas/index.ts';
import { DailyStatsRepository } from '../../stats/index.ts';
import { Kinds } from '../kinds.ts';
import { LedgerRepository } from './ledger.repository.ts';
import { type Done, type Intent, LedgerService } from './ledger.service.ts';

let api: TestApi;
let ledger: LedgerService;
let user: GivenUser;
let accountId: string;
let jobId: string;
let lease: Lease;

beforeAll(async () => {
  api = await TestApi.start();
  const the = <T>(type: abstract new (...args: never[]) => T): T => api.app.get<T>(type as never, { strict: false });
  ledger = new LedgerService(
    the(Database),
    new LedgerRepository(),
    the(Kinds),
    the(QuotasService),
    the(DailyStatsRepository),
    the(ActivityService),
    the(EventsService),
    the(Announcer),
    the(Clock),
  );
});
afterAll(() => api.stop());
beforeEach(async () => {
  user = await api.given.user();
  accountId = (await api.given.account(user.id)).id;
  jobId = (await api.given.job(user.id, accountId)).id;
  const leases = new AccountLease(api.app.get(Database), api.app.get(Clock));
  lease = (await api.app.get(Database).asUser(user.id, (tx) => leases.claim(tx, accountId, randomUUID()))) as Lease;
});

const intentOn = async (pk: string): Promise<Intent> => {
  const [row] = await api.given.sql<{ id: string }>(
    `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id) VALUES ($1, $2, $3, 'follow', $4, $4) RETURNING id`,
    [user.id, accountId, jobId, pk],
  );
  return { lease, jobId, interactionId: row?.id ?? '', spends: 'follow', ramp: 1 };
};
const done = (intent: Intent): Done => ({
  intent,
  applied: { applied: true, pending: false },
  durationMs: 20,
  target: { action: 'follow', job_id: jobId, target_pk: '1', target_username: 'ana' },
});
const states = async () =>
  (
    await api.given.sql<{ state: string }>('SELECT state FROM interactions WHERE job_id = $1 ORDER BY target_pk', [
      jobId,
    ])
  ).map(({ state }) => state);
const used = async () =>
  (
    await api.given.sql<{ used: number }>('SELECT used FROM quota_usage WHERE user_id = $1 AND account_id IS NULL', [
      user.id,
    ])
  )[0]?.used;
const logged = async () =>
  (await api.given.sql('SELECT message FROM activity_logs WHERE user_id = $1 ORDER BY id', [user.id])).length;

describe('recording an action and taking up the next', () => {
  it('does both: the outcome with its row in the log, the next intent with its quota', async () => {
    const [first, next] = [await intentOn('1'), await intentOn('2')];
    expect(await ledger.intend(user.id, first)).toBe('written');
    expect(await ledger.settleAndIntend(user.id, done(first), next)).toBe(true);
    expect(await states()).toEqual(['confirmed', 'intended']);
    expect([await used(), await logged()]).toEqual([2, 1]);
    expect(await api.given.sql('SELECT done FROM bot_jobs WHERE id = $1', [jobId])).toEqual([{ done: 1 }]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['the limit is reached', () => api.given.limits({ follows: 1 }, user.id)],
    ['the job was cancelled', () => api.given.sql(`UPDATE bot_jobs SET state = 'cancelled' WHERE id = $1`, [jobId])],
    [
      'the bot was stopped',
      () => api.given.sql('UPDATE user_bot_status SET bot_running = false WHERE account_id = $1', [accountId]),
    ],
    ['the user was disabled', () => api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [user.id])],
    [
      'somebody else holds the account',
      () => api.given.sql('UPDATE user_bot_status SET fence = fence + 1 WHERE account_id = $1', [accountId]),
    ],
    [
      'the deadline of the first has passed',
      () =>
        api.given.sql(`UPDATE interactions SET deadline_at = now() - interval '1 second' WHERE job_id = $1`, [jobId]),
    ],
  ])('does neither where %s, and each can be tried alone', async (_, meanwhile) => {
    const [first, next] = [await intentOn('1'), await intentOn('2')];
    expect(await ledger.intend(user.id, first)).toBe('written');
    await meanwhile();
    expect(await ledger.settleAndIntend(user.id, done(first), next)).toBe(false);
    expect(await states()).toEqual(['intended', 'planned']);
    expect([await used(), await logged()]).toEqual([1, 0]);
  });

  it('does neither where the user was deleted, and fails in no other way', async () => {
    const [first, next] = [await intentOn('1'), await intentOn('2')];
    expect(await ledger.intend(user.id, first)).toBe('written');
    await api.given.sql('DELETE FROM users WHERE id = $1', [user.id]);
    expect(await ledger.settleAndIntend(user.id, done(first), next)).toBe(false);
    expect(await ledger.intend(user.id, next)).toBe('quota');
    expect([await states(), await logged()]).toEqual([[], 0]);
  });
});
