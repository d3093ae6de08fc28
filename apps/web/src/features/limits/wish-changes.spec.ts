import { describe, expect, it } from '@jest/globals';
import { ACTIONS, type Limit, type Limits } from '@pacekeeper/contracts';
import { checkWishes, wishTexts } from './wish-changes.ts';

const limit: Limit = { limit: 50, standard: 50, effective: 50, used: 0, remaining: 50, hourly_cap: 10 };
const limits: Limits = {
  time_zone: 'UTC',
  resets_at: '2026-11-24T00:00:00Z',
  actions: {
    ...(Object.fromEntries(ACTIONS.map((action) => [action, limit])) as Limits['actions']),
    like: { ...limit, wish: 20 },
  },
};
const typed = (changes: Record<string, string>) => ({ ...wishTexts(limits), ...changes });

describe('one’s own limits', () => {
  it.each([
    ['nothing where nothing differs', {}, {}],
    ['what was set', { follows_limit: ' 12 ' }, { follows_limit: 12 }],
    ['none at all', { follows_limit: '0' }, { follows_limit: 0 }],
    ['what was taken back', { likes_limit: '' }, { likes_limit: null }],
    ['only what differs', { likes_limit: '20', dms_limit: '5' }, { dms_limit: 5 }],
  ])('send %s', (_, changes, body) => expect(checkWishes(typed(changes), limits)).toEqual({ body }));

  it.each(['51', '-1', '1.5', 'many'])('may not be %j where the administrator allows 50', (text) => {
    expect(checkWishes(typed({ follows_limit: text }), limits)).toEqual({
      errors: { follows_limit: 'Enter a whole number from 0 to 50, or leave it empty.' },
    });
  });
});
