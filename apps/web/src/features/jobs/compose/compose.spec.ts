import { describe, expect, it } from '@jest/globals';
import type { ActionEntry, SourceEntry } from '@pacekeeper/contracts';
import { z } from 'zod';
import { checkJob, valueOf } from './body.ts';
import { actionFields, filterFields, sourceFields } from './fields.ts';
import { ENTRIES, type Entries, offered, type Pair, pairOf, sourcesFor } from './pairs.ts';
import { FIELD_WORDS, sourceChoice } from './words.ts';

const ACCOUNT = '0198c0de-0000-7000-8000-000000000002';

const wave: ActionEntry = {
  action: 'wave',
  on: 'user',
  spends: 'follow',
  options: z.object({
    times: z.int().min(1).max(5).default(2),
    gently: z.boolean().default(false),
    reaction_chance: z.number().gt(0).max(1).default(0.05),
  }),
  label: { one: 'wave', many: 'waves' },
  undoneBy: null,
};
const crowd: SourceEntry = {
  source: 'crowd',
  yields: 'user',
  params: z.object({ usernames: z.array(z.string()).min(1), place_name: z.string().optional() }),
  shown: {},
  label: 'a crowd',
  about: () => undefined,
};
const lonely: ActionEntry = { ...wave, action: 'lonely' };
const toy: Entries = { actions: [lonely, wave], sources: [crowd], pairs: { wave: ['crowd'] } };

describe('what the composer offers', () => {
  it('comes from the entries alone', () => {
    expect(offered(toy).map(({ action }) => action)).toEqual(['wave']);
    expect(sourcesFor(toy, 'wave')).toEqual([crowd]);
    expect(pairOf(toy, 'lonely', 'hashtag')).toEqual({ action: wave, source: crowd });
    expect(pairOf({ ...toy, pairs: {} }, 'wave', 'crowd')).toBeNull();
  });

  it('has a field for everything that an entry asks for', () => {
    const fields = [...sourceFields(crowd), ...actionFields({ action: wave, source: crowd })];
    expect(
      fields.map(({ name, kind, optional, initial, min, max }) => [name, kind, optional, initial, min, max]),
    ).toEqual([
      ['usernames', 'names', false, '', null, null],
      ['place_name', 'text', true, '', null, null],
      ['times', 'whole', true, '2', 1, 5],
      ['gently', 'switch', true, false, null, null],
      ['reaction_chance', 'share', true, '5', 0, 1],
    ]);
  });

  it('has more fields where the action asks for more with this source', () => {
    const more = { ...wave, withSource: { crowd: z.object({ confirm_count: z.int().min(0).optional() }) } };
    expect(actionFields({ action: more, source: crowd }).at(-1)).toMatchObject({
      name: 'confirm_count',
      optional: true,
    });
  });

  const pairs = offered(ENTRIES).flatMap((action) =>
    sourcesFor(ENTRIES, action.action).map((source): Pair => ({ action, source })),
  );
  it.each(pairs.map((pair) => [pair.action.action, pair.source.source, pair] as const))(
    'has words for %s from %s',
    (_, __, pair) => {
      const names = [...sourceFields(pair.source), ...actionFields(pair), ...filterFields()].map(({ name }) => name);
      expect(names.filter((name) => !FIELD_WORDS[name])).toEqual([]);
      expect(sourceChoice(pair.source)).toMatch(/^\p{Lu}/u);
    },
  );
});

describe('what is typed', () => {
  it.each([
    ['switch', true, true],
    ['whole', ' 12 ', 12],
    ['decimal', '1,5', 1.5],
    ['share', '5', 0.05],
    ['names', 'mia, otto\nmia;kai', ['mia', 'otto', 'mia', 'kai']],
    ['words', 'slow travel, trails', ['slow travel', 'trails']],
    ['place', 'https://www.instagram.com/explore/locations/213385402/berlin/', '213385402'],
    ['place', ' 77 ', '77'],
    ['person', '@mia', '@mia'],
  ] as const)('as %s becomes what the contract takes', (kind, typed, value) =>
    expect(valueOf({ kind, optional: false }, typed)).toEqual(value),
  );

  it('is left out where it is empty and may be', () => {
    expect(valueOf({ kind: 'whole', optional: true }, ' ')).toBeUndefined();
    expect(valueOf({ kind: 'whole', optional: false }, '')).toBeNaN();
  });
});

describe('a job', () => {
  const pair = pairOf(ENTRIES, 'follow', 'hashtag') as Pair;
  const typed = { account: ACCOUNT, amount: '20', hashtag: '#travel', filter_skip_private: true };

  it('is made of what was typed', () => {
    const checked = checkJob(pair, typed);
    expect('body' in checked && checked.body).toMatchObject({
      action: 'follow',
      source: 'hashtag',
      hashtag: 'travel',
      amount: 20,
      filters: { skip_private: true, skip_verified: false },
      account_id: ACCOUNT,
    });
  });

  it.each([
    ['two words', { hashtag: 'two words' }, { hashtag: /one hashtag/ }],
    ['no amount', { amount: '' }, { amount: /whole number from 1 to 1,000/ }],
    ['too much', { amount: '1001' }, { amount: /whole number/ }],
  ])('is refused at its field for %s', (_, changes, wrong) => {
    const checked = checkJob(pair, { ...typed, ...changes });
    const errors = 'errors' in checked ? checked.errors : {};
    expect(Object.keys(errors)).toEqual(Object.keys(wrong));
    for (const [name, words] of Object.entries(wrong)) expect(errors[name]).toMatch(words);
  });
});
