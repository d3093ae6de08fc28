import { describe, expect, it } from '@jest/globals';
import type { Activity } from '@pacekeeper/contracts';
import type { ActivityPages } from './api/activity.queries.ts';
import { accountsToChoose, actionsToChoose, filtersOf } from './filters.ts';
import { belongs, queued, withRows } from './live-rows.ts';

const ACCOUNT = '0190f0a4-7c1e-7d5b-9c55-3b1f2a6d8e10';

const row = (id: string, changes: Partial<Activity> = {}): Activity => ({
  id,
  at: '2026-11-23T12:00:00Z',
  user_id: 'me',
  action: 'follow',
  status: 'success',
  message: 'Followed @x.',
  ...changes,
});

const pages = (...ids: string[][]): ActivityPages => ({
  pages: ids.map((page) => ({ success: true, items: page.map((id) => row(id)), next_cursor: null })),
  pageParams: ids.map(() => null),
});

describe('a new row', () => {
  it.each([
    ['of one’s own', row('1'), {}, true],
    ['of somebody else', row('1', { user_id: 'you' }), {}, false],
    ['that the filters leave', row('1', { status: 'error' }), { status: 'error', action: 'follow' }, true],
    ['of another status', row('1'), { status: 'error' }, false],
    ['of another action', row('1'), { action: 'bot_started' }, false],
    ['of the account chosen', row('1', { account_id: ACCOUNT }), { account_id: ACCOUNT }, true],
    ['of another account', row('1', { account_id: 'other' }), { account_id: ACCOUNT }, false],
    ['of no account', row('1'), { account_id: ACCOUNT }, false],
  ] as const)('%s', (_, one, filters, shown) => expect(belongs(one, 'me', filters)).toBe(shown));

  it('comes in front of the first page, once', () => {
    const all = withRows(pages(['3', '2'], ['1']), [row('5'), row('4'), row('3')]);
    expect(all.pages.map(({ items }) => items.map(({ id }) => id))).toEqual([['5', '4', '3', '2'], ['1']]);
  });

  it('changes nothing where every row is known', () => {
    const before = pages(['1']);
    expect(withRows(before, [row('1')])).toBe(before);
  });

  it('waits, newest first, while someone reads further down', () => {
    const waiting = queued(queued([], row('1')), row('2'));
    expect(waiting.map(({ id }) => id)).toEqual(['2', '1']);
    expect(queued(waiting, row('1'))).toBe(waiting);
  });
});

describe('the filters of an address', () => {
  it.each([
    ['status=error&action=follow', { status: 'error', action: 'follow' }],
    [`account_id=${ACCOUNT}`, { account_id: ACCOUNT }],
    ['account_id=mine', {}],
    ['status=nonsense', {}],
    ['action=' + 'a'.repeat(41), {}],
    ['action=DROP TABLE', {}],
    ['', {}],
  ])('%j', (search, filters) => expect(filtersOf(new URLSearchParams(search))).toEqual(filters));

  it('offer the action that was chosen and those on the screen', () => {
    const actions = actionsToChoose([{ action: 'like' }, { action: 'like' }], 'undone');
    expect(actions).toEqual([...new Set(actions)].sort());
    expect(actions).toEqual(expect.arrayContaining(['follow', 'like', 'undone']));
  });

  it('offer accounts where there are several, and another where an address names it', () => {
    const one = new Map([['a', '@mia']]);
    const two = new Map([...one, ['b', '@tin']]);
    expect(accountsToChoose(one, undefined)).toEqual([]);
    expect(accountsToChoose(one, 'a').map(({ label }) => label)).toEqual(['@mia']);
    expect(accountsToChoose(two, undefined).map(({ label }) => label)).toEqual(['@mia', '@tin']);
    expect(accountsToChoose(new Map(), 'c')).toEqual([{ value: 'c', label: 'Another account' }]);
  });
});
