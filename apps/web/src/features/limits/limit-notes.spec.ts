import { describe, expect, it } from '@jest/globals';
import { ACTIONS, type Action, type Limit, type Limits } from '@pacekeeper/contracts';
import { limitNotes } from './limit-notes.ts';

const limit = (changes: Partial<Limit> = {}): Limit => ({
  limit: 50,
  standard: 50,
  effective: 50,
  used: 0,
  remaining: 50,
  hourly_cap: 10,
  ...changes,
});
/** Every action alike, but for those named. */
const notes = (all: Partial<Limit>, named: Partial<Record<Action, Partial<Limit>>> = {}) =>
  limitNotes({
    actions: Object.fromEntries(
      ACTIONS.map((action) => [action, limit({ ...all, ...named[action] })]),
    ) as Limits['actions'],
  });

describe('why limits hold', () => {
  it('says nothing where nothing was said', () => expect(notes({})).toEqual({ shared: [], own: {} }));

  it('says once what concerns every action', () =>
    expect(notes({ why: 'A quiet season.' })).toEqual({ shared: ['A quiet season.'], own: {} }));

  it('keeps with an action what concerns it alone', () =>
    expect(notes({}, { like: { why: 'You set your own limit to 12.', effective: 12 } })).toEqual({
      shared: [],
      own: { like: 'You set your own limit to 12.' },
    }));

  it('keeps the reason of a user’s own limits with those that differ from the default', () => {
    const young = { why: 'The account is young.', limit: 12, effective: 12 };
    expect(notes({ why: 'A quiet season.' }, { follow: young, dm: young })).toEqual({
      shared: ['A quiet season.'],
      own: { follow: 'The account is young.', dm: 'The account is young.' },
    });
  });

  it('says once that an account is new, also where a limit is a user’s own', () =>
    expect(notes({ why: '@mia is new.', effective: 10 }, { follow: { limit: 60 } })).toEqual({
      shared: ['@mia is new.'],
      own: {},
    }));
});
