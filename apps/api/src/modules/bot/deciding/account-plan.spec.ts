import { describe, expect, it } from '@jest/globals';
import { afterAction } from './account-plan.ts';
import { HOURLY_CAPS } from './pace.ts';
import type { JobFacts } from './planner.ts';

const AT = new Date('2026-11-23T12:00:00Z');
const NOW = new Date('2026-11-23T12:00:01Z');
const target = (id: string) => ({
  interactionId: id,
  pk: `1${id}`,
  username: null,
  object: `1${id}`,
  details: null,
  alreadyDone: false,
  outdated: null,
});

const job = (more: Partial<JobFacts> = {}): JobFacts => ({
  jobId: 'one',
  action: 'follow',
  spends: 'follow',
  amount: 10,
  done: 3,
  failed: 0,
  inReview: 0,
  open: 0,
  reconcileAt: null,
  candidate: target('1'),
  upcoming: [target('2'), target('3')],
  people: [],
  preparation: null,
  sourceExhausted: false,
  retryAt: null,
  reads: null,
  quotaLeft: 5,
  quotaResetsAt: NOW,
  pace: { now: AT, lastActionAt: null, recent: [], hours: null, timeZone: 'UTC', speed: 1, chance: 0 },
  ...more,
});
const performed = { jobId: 'one', at: AT, now: NOW, chance: 0.5 };

describe('the plan after an action', () => {
  it('has one more done, one less of the quota, the next target, and the time of it', () => {
    expect(afterAction([job()], performed)).toEqual([
      job({
        done: 4,
        candidate: target('2'),
        upcoming: [target('3')],
        quotaLeft: 4,
        pace: { ...job().pace, now: NOW, chance: 0.5, lastActionAt: AT, recent: [AT] },
      }),
    ]);
  });

  it('counts for every job: the gap for all, quota and hourly cap for those with the same action', () => {
    const [same, other] =
      afterAction([job(), job({ jobId: 'two' }), job({ jobId: 'three', action: 'like', spends: 'like' })], performed) ??
      [];
    expect(same).toMatchObject({ done: 3, candidate: target('1'), quotaLeft: 4, pace: { recent: [AT] } });
    expect(other).toMatchObject({ quotaLeft: 5, pace: { lastActionAt: AT, recent: [] } });
  });

  it('lets the other jobs go first, which have waited longer', () => {
    const three = [job({ jobId: 'two' }), job(), job({ jobId: 'three' })];
    expect(afterAction(three, performed)?.map(({ jobId }) => jobId)).toEqual(['two', 'three', 'one']);
  });

  it('remembers no more than the hourly cap needs', () => {
    const full = Array.from({ length: HOURLY_CAPS.follow }, (_, index) => new Date(AT.getTime() - 1000 * (index + 1)));
    const [after] = afterAction([job({ pace: { ...job().pace, recent: full } })], performed) ?? [];
    expect(after?.pace.recent).toEqual([AT, ...full.slice(0, -1)]);
  });

  it.each<[string, JobFacts]>([
    ['no target is known after it', job({ upcoming: [] })],
    ['the outcome of another is open', job({ open: 1 })],
    ['the job is not among them', job({ jobId: 'another' })],
  ])('must be read anew where %s', (_, facts) => expect(afterAction([facts], performed)).toBeNull());
});
