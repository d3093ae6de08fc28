import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Account, AccountList, Activity, ActivityList, Bot, Job } from '@pacekeeper/contracts';
import { createQueryClient } from '../query-client.ts';
import { keys } from '../query-keys.ts';
import {
  applyEvent,
  type JobPages,
  type TargetPages,
  withFilteredJob,
  withJob,
  withOpenJob,
  withRow,
} from './apply-event.ts';

const ACCOUNT = '018f2f6e-7d3c-7c11-9a55-000000000001';

const account: Account = {
  id: ACCOUNT,
  instagram_username: 'mia.travels',
  instagram_pk: '77',
  session_valid: true,
  state: 'stopped',
  ramp: 1,
  connected_at: '2026-11-23T12:00:00Z',
  last_tested_at: null,
  proxy_set: false,
};

const bot: Bot = {
  account_id: ACCOUNT,
  instagram_username: 'mia.travels',
  session_valid: false,
  bot_running: false,
  state: 'paused',
};

const job = (id: string, done: number): Job => ({
  id,
  account_id: ACCOUNT,
  action: 'follow',
  source: 'hashtag',
  hashtag: 'travel',
  filters: { skip_private: false, skip_verified: false },
  state: 'running',
  amount: 20,
  done,
  skipped: 0,
  failed: 0,
  unknown: 0,
  remaining: 20 - done,
  created_at: '2026-11-23T12:00:00Z',
  started_at: null,
  finished_at: null,
  expected_end_at: null,
});

const row = (id: string, changes: Partial<Activity> = {}): Activity => ({
  id,
  at: '2026-11-23T12:00:00Z',
  user_id: 'u',
  action: 'follow',
  status: 'success',
  message: 'Followed @x.',
  ...changes,
});

const pages = (...ids: string[][]): JobPages => ({
  pages: ids.map((page) => ({ success: true, items: page.map((id) => job(id, 0)), next_cursor: null })),
  pageParams: ids.map(() => null),
});

const idsOf = (all: JobPages) => all.pages.map(({ items }) => items.map(({ id, done }) => `${id}:${done}`));

let client: ReturnType<typeof createQueryClient>;
beforeEach(() => {
  client = createQueryClient();
});

describe('a job event', () => {
  it('changes the job in its place', () => {
    expect(idsOf(withJob(pages(['c', 'b'], ['a']), job('a', 5)))).toEqual([['c:0', 'b:0'], ['a:5']]);
  });

  it('puts a new job in front', () => {
    expect(idsOf(withJob(pages(['b'], ['a']), job('c', 0)))).toEqual([['c:0', 'b:0'], ['a:0']]);
  });

  it.each([
    ['stays in a list of its state', { state: 'running' }, ['b:5']],
    ['leaves a list of another state', { state: 'paused' }, []],
    ['changes nothing in the list of another account', { account_id: 'other' }, ['b:0']],
  ] as const)('%s', (_, filters, left) =>
    expect(idsOf(withFilteredJob(pages(['b']), job('b', 5), filters))).toEqual([left]),
  );

  it('keeps the open jobs, without those that have ended', () => {
    const open = [job('b', 0), job('a', 0)];
    expect(withOpenJob(open, job('a', 3)).map(({ done }) => done)).toEqual([0, 3]);
    expect(withOpenJob(open, job('c', 0)).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(withOpenJob(open, { ...job('b', 1), state: 'completed' }).map(({ id }) => id)).toEqual(['a']);
  });

  it('reaches the page of the job, the open jobs and each list that is shown', () => {
    client.setQueryData(keys.job('a'), job('a', 0));
    client.setQueryData(keys.openJobs, [job('a', 0)]);
    client.setQueryData(keys.jobPages({ state: 'running' }), pages(['a']));
    client.setQueryData(keys.jobPages({}), pages(['a']));
    applyEvent(client, { name: 'job', data: { ...job('a', 4), state: 'paused' } });
    expect(client.getQueryData<Job>(keys.job('a'))?.done).toBe(4);
    expect(client.getQueryData<Job[]>(keys.openJobs)?.[0]?.state).toBe('paused');
    expect(idsOf(client.getQueryData(keys.jobPages({ state: 'running' })) as JobPages)).toEqual([[]]);
    expect(idsOf(client.getQueryData(keys.jobPages({})) as JobPages)).toEqual([['a:4']]);
  });

  it('leaves alone what nobody has asked for yet', () => {
    applyEvent(client, { name: 'job', data: job('a', 1) });
    expect(client.getQueryData(keys.jobList(ACCOUNT))).toBeUndefined();
  });
});

describe('a bot event', () => {
  it('changes the state of the bot and of its account', () => {
    client.setQueryData<AccountList>(keys.accounts, { success: true, items: [account], next_cursor: null });
    applyEvent(client, { name: 'bot', data: bot });
    expect(client.getQueryData(keys.bot(ACCOUNT))).toEqual(bot);
    expect(client.getQueryData<AccountList>(keys.accounts)?.items[0]).toMatchObject({
      state: 'paused',
      session_valid: false,
    });
  });

  it('of an unknown account refetches the list', () => {
    client.setQueryData<AccountList>(keys.accounts, { success: true, items: [], next_cursor: null });
    applyEvent(client, { name: 'bot', data: bot });
    expect(client.getQueryState(keys.accounts)?.isInvalidated).toBe(true);
  });
});

describe('an activity event', () => {
  const list = (...ids: string[]): ActivityList => ({
    success: true,
    items: ids.map((id) => row(id)),
    next_cursor: null,
  });

  it('comes first, once, and the list stays short', () => {
    expect(withRow(list('2', '1'), row('3'), 2).items.map(({ id }) => id)).toEqual(['3', '2']);
    expect(withRow(list('2', '1'), row('2'), 8).items.map(({ id }) => id)).toEqual(['2', '1']);
  });

  it('joins the targets of its job, where the filter lets it in', () => {
    const shown = (status?: 'error') =>
      client.getQueryData<TargetPages>(keys.targets('j', { status }))?.pages[0]?.items;
    for (const status of [undefined, 'error'] as const) {
      client.setQueryData(keys.targets('j', { status }), { pages: [list('1')], pageParams: [null] });
    }
    applyEvent(client, { name: 'activity', data: row('2', { job_id: 'j' }) });
    applyEvent(client, { name: 'activity', data: row('2', { job_id: 'j' }) });
    expect(shown()?.map(({ id }) => id)).toEqual(['2', '1']);
    expect(shown('error')?.map(({ id }) => id)).toEqual(['1']);
  });

  it('joins the latest rows of its job and marks the long list as old', () => {
    client.setQueryData(keys.latestActivity({ job_id: 'j' }), list('1'));
    client.setQueryData(keys.activityList('u', {}), { pages: [], pageParams: [] });
    applyEvent(client, { name: 'activity', data: row('2', { job_id: 'j' }) });
    const latest = client.getQueryData<ActivityList>(keys.latestActivity({ job_id: 'j' }));
    expect(latest?.items.map(({ id }) => id)).toEqual(['2', '1']);
    expect(client.getQueryState(keys.activityList('u', {}))?.isInvalidated).toBe(true);
  });
});
