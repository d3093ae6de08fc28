import { describe, expect, it } from '@jest/globals';
import { BIO_LANGUAGES, ERROR_SYMBOLS, errorEntry, type ErrorSymbol, type Filters } from '@pacekeeper/contracts';
import fc from 'fast-check';
import { judge, needsLastPost, needsProfile, type ProfileFacts, type TargetFacts, type Verdict } from './filters.ts';

const NOW = new Date('2026-11-30T12:00:00Z');
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

const NOTHING: Filters = { skip_private: false, skip_verified: false };
const profile: ProfileFacts = {
  isPrivate: false,
  isVerified: false,
  followers: 200,
  following: 100,
  posts: 12,
  biography: 'Bread, mostly dark. Slow on replies.',
  isBusiness: false,
  hasPicture: true,
  language: 'en',
};
const known: TargetFacts = {
  isPrivate: false,
  isVerified: false,
  isOwnAccount: false,
  optedOut: false,
  onBlockList: false,
  onAllowList: false,
  alreadyDone: false,
  touchedAt: null,
  profile: null,
  lastPost: null,
};

const said = (verdict: Verdict): string => {
  switch (verdict.kind) {
    case 'pass':
      return 'pass';
    case 'skip':
      return verdict.symbol;
    case 'needs':
      return `needs ${verdict.what}`;
  }
};
const judged = (filters: Partial<Filters>, target: Partial<TargetFacts> = {}) =>
  said(judge({ ...known, ...target }, { ...NOTHING, ...filters }, NOW));
/** With the profile read. */
const read = (filters: Partial<Filters>, more: Partial<ProfileFacts> = {}) =>
  judged(filters, { profile: { ...profile, ...more } });

describe('who is left out whatever the filters say', () => {
  it.each<[Partial<TargetFacts>, string]>([
    [{}, 'pass'],
    [{ isOwnAccount: true, optedOut: true }, 'OWN_ACCOUNT'],
    [{ optedOut: true, onBlockList: true }, 'OPTED_OUT'],
    [{ onBlockList: true, onAllowList: true }, 'ON_BLOCK_LIST'],
    [{ onAllowList: true, alreadyDone: true }, 'ON_ALLOW_LIST'],
    [{ alreadyDone: true }, 'ALREADY_DONE'],
    [{ alreadyDone: null }, 'FILTERED_UNKNOWN'],
    [{ isPrivate: true, isVerified: true, touchedAt: NOW }, 'pass'],
  ])('%j: %s', (target, verdict) => expect(judged({}, target)).toBe(verdict));
});

describe('what the page of the source decides', () => {
  it.each<[Partial<Filters>, Partial<TargetFacts>, string]>([
    [{ skip_private: true }, { isPrivate: true }, 'FILTERED_PRIVATE'],
    [{ skip_private: true }, { isPrivate: false }, 'pass'],
    [{ skip_private: true }, { isPrivate: false, profile: { ...profile, isPrivate: true } }, 'FILTERED_PRIVATE'],
    [{ skip_private: true }, { isPrivate: true, profile }, 'pass'],
    [{ skip_verified: true }, { isVerified: true }, 'FILTERED_VERIFIED'],
    [{ not_touched_within_days: 7 }, { touchedAt: daysAgo(6.9) }, 'FILTERED_TOUCHED'],
    [{ not_touched_within_days: 7 }, { touchedAt: daysAgo(7) }, 'pass'],
    [{ not_touched_within_days: 7 }, { touchedAt: null }, 'pass'],
    // Nothing is read of who is left out already.
    [{ skip_private: true, followers_min: 1 }, { isPrivate: true }, 'FILTERED_PRIVATE'],
    [{ followers_min: 1, last_post_within_days: 3 }, { onBlockList: true }, 'ON_BLOCK_LIST'],
  ])('%j of %j: %s', (filters, target, verdict) => expect(judged(filters, target)).toBe(verdict));
});

describe('what a profile decides', () => {
  it.each<[Partial<Filters>]>([
    [{ skip_business: true }],
    [{ require_picture: true }],
    [{ followers_min: 0 }],
    [{ following_max: 9 }],
    [{ ratio_min: 0 }],
    [{ posts_min: 1 }],
    [{ bio_excludes: ['shop'] }],
    [{ bio_requires: ['bread'] }],
    [{ language: ['en'] }],
  ])('%j needs it, once', (filters) => {
    expect(judged(filters)).toBe('needs profile');
    expect(read(filters)).not.toBe('needs profile');
  });

  it.each<[Partial<Filters>, Partial<ProfileFacts>, string]>([
    [{ skip_business: true }, { isBusiness: true }, 'FILTERED_BUSINESS'],
    [{ skip_business: true }, { isBusiness: null }, 'FILTERED_UNKNOWN'],
    [{ require_picture: true }, { hasPicture: false }, 'FILTERED_NO_PICTURE'],
    [{ require_picture: true }, { hasPicture: null }, 'FILTERED_UNKNOWN'],
    [{ followers_min: 200 }, {}, 'pass'],
    [{ followers_min: 201 }, {}, 'FILTERED_FOLLOWERS'],
    [{ followers_max: 199 }, {}, 'FILTERED_FOLLOWERS'],
    [{ followers_max: 200 }, { followers: null }, 'FILTERED_UNKNOWN'],
    [{ following_min: 101 }, {}, 'FILTERED_FOLLOWING'],
    [{ following_max: 100 }, {}, 'pass'],
    [{ ratio_min: 2, ratio_max: 2 }, {}, 'pass'],
    [{ ratio_min: 2.1 }, {}, 'FILTERED_RATIO'],
    [{ ratio_max: 1_000_000 }, { following: 0 }, 'FILTERED_RATIO'],
    [{ ratio_min: 5 }, { following: 0 }, 'pass'],
    [{ ratio_min: 0 }, { followers: 0, following: 0 }, 'FILTERED_UNKNOWN'],
    [{ ratio_min: 0 }, { followers: null }, 'FILTERED_UNKNOWN'],
    [{ posts_min: 13 }, {}, 'FILTERED_POSTS'],
    [{ posts_min: 1 }, { posts: 0 }, 'FILTERED_POSTS'],
    [{ bio_excludes: ['dark', 'light'] }, {}, 'FILTERED_BIO'],
    [{ bio_excludes: ['ark'] }, {}, 'pass'],
    [{ bio_requires: ['cake', 'BREAD'] }, {}, 'pass'],
    [{ bio_requires: ['cake'] }, {}, 'FILTERED_BIO'],
    [{ bio_requires: ['cake'] }, { biography: '' }, 'FILTERED_BIO'],
    [{ bio_excludes: ['cake'] }, { biography: null }, 'FILTERED_UNKNOWN'],
    [{ bio_excludes: [], bio_requires: [] }, { biography: null }, 'pass'],
    [{ language: ['de', 'en'] }, {}, 'pass'],
    [{ language: ['de'] }, {}, 'FILTERED_LANGUAGE'],
    [{ language: ['de'] }, { language: null }, 'FILTERED_UNKNOWN'],
    [{ language: [] }, { language: null }, 'pass'],
  ])('%j of %j: %s', (filters, more, verdict) => expect(read(filters, more)).toBe(verdict));
});

describe('what the newest post decides', () => {
  it.each<[TargetFacts['lastPost'], string]>([
    [null, 'needs last_post'],
    ['none', 'FILTERED_LAST_POST'],
    ['unknown', 'FILTERED_UNKNOWN'],
    [daysAgo(29), 'pass'],
    [daysAgo(30), 'FILTERED_LAST_POST'],
  ])('%j: %s', (lastPost, verdict) => expect(judged({ last_post_within_days: 30 }, { lastPost })).toBe(verdict));

  it('is asked for last, and not of who has no posts', () => {
    const filters = { last_post_within_days: 30, followers_min: 1 };
    expect(judged(filters)).toBe('needs profile');
    expect(read(filters)).toBe('needs last_post');
    expect(read(filters, { posts: 0 })).toBe('FILTERED_LAST_POST');
    expect(read({ ...filters, followers_min: 999 })).toBe('FILTERED_FOLLOWERS');
  });
});

describe('every verdict', () => {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const told = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
  const count = fc.integer({ min: 0, max: 20 });
  const words = maybe(fc.array(fc.constantFrom('bread', 'tea', 'art'), { maxLength: 2 }));
  const days = maybe(fc.integer({ min: 1, max: 10 }));
  const filtersOf = fc.record({
    skip_private: fc.boolean(),
    skip_verified: fc.boolean(),
    skip_business: maybe(fc.boolean()),
    require_picture: maybe(fc.boolean()),
    followers_min: maybe(count),
    followers_max: maybe(count),
    following_min: maybe(count),
    following_max: maybe(count),
    ratio_min: maybe(fc.double({ min: 0, max: 5, noNaN: true })),
    ratio_max: maybe(fc.double({ min: 0, max: 5, noNaN: true })),
    posts_min: maybe(count),
    last_post_within_days: days,
    bio_excludes: words,
    bio_requires: words,
    language: maybe(fc.array(fc.constantFrom(...BIO_LANGUAGES.slice(0, 3)), { maxLength: 2 })),
    not_touched_within_days: days,
  });
  const at = fc.integer({ min: 0, max: 20 }).map(daysAgo);
  const profileOf = fc.record<ProfileFacts>({
    isPrivate: fc.boolean(),
    isVerified: fc.boolean(),
    followers: told(count),
    following: told(count),
    posts: told(count),
    biography: told(fc.constantFrom('', 'bread and tea', 'art')),
    isBusiness: told(fc.boolean()),
    hasPicture: told(fc.boolean()),
    language: told(fc.constantFrom(...BIO_LANGUAGES.slice(0, 3))),
  });
  const mostlyNot = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
  const targetOf = fc.record<TargetFacts>({
    isPrivate: fc.boolean(),
    isVerified: fc.boolean(),
    isOwnAccount: mostlyNot,
    optedOut: mostlyNot,
    onBlockList: mostlyNot,
    onAllowList: mostlyNot,
    alreadyDone: fc.option(mostlyNot, { nil: null, freq: 9 }),
    touchedAt: told(at),
    profile: told(profileOf),
    lastPost: told(fc.oneof(at, fc.constantFrom('none' as const, 'unknown' as const))),
  });

  it('asks only for what is not known, the profile before the post, and only where a filter needs it', () => {
    fc.assert(
      fc.property(filtersOf, targetOf, (filters, target) => {
        const verdict = judge(target, filters, NOW);
        if (verdict.kind === 'skip') expect(ERROR_SYMBOLS).toContain(verdict.symbol);
        if (verdict.kind !== 'needs') return;
        if (verdict.what === 'profile') {
          expect([needsProfile(filters), target.profile]).toEqual([true, null]);
        } else {
          expect([needsLastPost(filters), target.lastPost]).toEqual([true, null]);
          expect(needsProfile(filters) && target.profile === null).toBe(false);
        }
      }),
    );
  });

  it('lets nobody pass whom any filter leaves out', () => {
    fc.assert(
      fc.property(filtersOf, targetOf, profileOf, at, (filters, target, profile, lastPost) => {
        const full = { ...target, profile, lastPost };
        if (judge(full, filters, NOW).kind !== 'pass') return;
        const { skip_private, skip_verified, ...numbers } = filters;
        expect(skip_private && profile.isPrivate).toBe(false);
        expect(skip_verified && profile.isVerified).toBe(false);
        const within = (value: number | null, min = 0, max = Infinity) =>
          value !== null && value >= min && value <= max;
        const bounded = (min?: number, max?: number) => min !== undefined || max !== undefined;
        if (bounded(numbers.followers_min, numbers.followers_max)) {
          expect(within(profile.followers, numbers.followers_min, numbers.followers_max)).toBe(true);
        }
        if (bounded(numbers.following_min, numbers.following_max)) {
          expect(within(profile.following, numbers.following_min, numbers.following_max)).toBe(true);
        }
        if (bounded(numbers.posts_min)) expect(within(profile.posts, numbers.posts_min)).toBe(true);
        const days = numbers.last_post_within_days;
        if (days !== undefined) expect(NOW.getTime() - lastPost.getTime()).toBeLessThan(days * DAY_MS);
        for (const listed of [full.isOwnAccount, full.optedOut, full.onBlockList, full.onAllowList]) {
          expect(listed).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('comes after two reads at the most, and is the same for the same facts', () => {
    fc.assert(
      fc.property(filtersOf, targetOf, profileOf, at, (filters, target, profile, lastPost) => {
        let facts: TargetFacts = { ...target, profile: null, lastPost: null };
        let reads = 0;
        let verdict = judge(facts, filters, NOW);
        for (; verdict.kind === 'needs'; verdict = judge(facts, filters, NOW)) {
          facts = verdict.what === 'profile' ? { ...facts, profile } : { ...facts, lastPost };
          reads += 1;
          expect(reads).toBeLessThanOrEqual(2);
        }
        expect(judge(facts, filters, NOW)).toEqual(verdict);
      }),
    );
  });

  it('is worth knowing, and nobody’s fault', () => {
    const symbols: ErrorSymbol[] = ERROR_SYMBOLS.filter((one) => one.startsWith('FILTERED_') || one.startsWith('ON_'));
    for (const symbol of symbols) expect(errorEntry(symbol)).toMatchObject({ module: 'BOT', severity: 'I' });
  });
});
