import { describe, expect, it } from '@jest/globals';
import { ACTIONS, LIMIT_FIELDS, type Limits } from '@pacekeeper/contracts';
import { checkLimits, LIMIT_ROWS, limitText, standardOf } from './limit-changes.ts';

const limits: Limits = {
  time_zone: 'Europe/Berlin',
  resets_at: '2026-11-24T23:00:00Z',
  actions: Object.fromEntries(
    ACTIONS.map((action) => [
      action,
      { limit: 50, standard: 50, effective: 50, used: 0, remaining: 50, hourly_cap: 10 },
    ]),
  ) as Limits['actions'],
};

describe('a form of limits', () => {
  it('has a field for each action', () =>
    expect(LIMIT_ROWS.map(({ action, field }) => [action, field])).toEqual(
      ACTIONS.map((action) => [action, LIMIT_FIELDS[action]]),
    ));

  it('shows what holds where nobody typed', () => {
    expect(limitText({}, limits, 'follow')).toBe('50');
    expect(limitText({ follows_limit: '' }, limits, 'follow')).toBe('');
  });

  it.each([
    ['what differs alone', { follows_limit: '12', likes_limit: '50' }, { body: { follows_limit: 12 } }],
    ['a reason with it', { dms_limit: ' 0 ', reason: ' new here ' }, { body: { dms_limit: 0, reason: 'new here' } }],
    ['no empty reason', { dms_limit: '1', reason: '  ' }, { body: { dms_limit: 1 } }],
  ])('sends %s', (_, typed, checked) => expect(checkLimits(typed, limits)).toEqual(checked));

  it.each([
    ['nothing that differs', { follows_limit: ' 50 ' }, 'form'],
    ['a reason alone', { reason: 'just because' }, 'form'],
    ['a fraction', { follows_limit: '1.5' }, 'follows_limit'],
    ['an empty field', { follows_limit: '' }, 'follows_limit'],
    ['too much', { likes_limit: '10001' }, 'likes_limit'],
    ['a reason too short', { likes_limit: '1', reason: 'no' }, 'reason'],
  ])('does not send %s', (_, typed, field) => {
    const checked = checkLimits(typed, limits);
    expect('errors' in checked && Object.keys(checked.errors)).toEqual([field]);
  });
});

describe('the default for everyone', () => {
  it('is what the form starts from, whatever limits its reader has', () => {
    const own = { ...limits, actions: { ...limits.actions, follow: { ...limits.actions.follow, limit: 7 } } };
    expect(limitText({}, standardOf(own), 'follow')).toBe('50');
    expect('errors' in checkLimits({ follows_limit: '7' }, standardOf(own))).toBe(false);
  });
});
