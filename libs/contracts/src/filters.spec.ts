import { describe, expect, it } from '@jest/globals';
import { BIO_LANGUAGES, filtersSchema } from './filters.ts';

const whys = (filters: object) => {
  const result = filtersSchema.safeParse(filters);
  return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
};

describe('filters', () => {
  it('are none where nothing is said', () => {
    expect(filtersSchema.parse({})).toEqual({ skip_private: false, skip_verified: false });
  });

  it.each<[object]>([
    [{ followers_min: 0, followers_max: 0 }],
    [{ followers_min: 10, followers_max: 1_000_000_000 }],
    [{ ratio_min: 0.5, ratio_max: 0.5 }],
    [{ ratio_max: 1_000_000 }],
    [{ last_post_within_days: 1, not_touched_within_days: 3_650 }],
    [{ bio_excludes: ['shop', '植物'], bio_requires: [] }],
    [{ bio_requires: ['😀'.repeat(50)] }],
    [{ language: [...BIO_LANGUAGES] }],
    [{ skip_private: true, skip_verified: true, skip_business: true, require_picture: true }],
  ])('%j are taken', (filters) => expect(whys(filters)).toEqual([]));

  it.each<[object, string[]]>([
    [{ followers_min: 11, followers_max: 10 }, ['followers_max']],
    [{ following_min: 1, following_max: 0, ratio_min: 2, ratio_max: 1 }, ['following_max', 'ratio_max']],
    [{ followers_min: -1 }, ['followers_min']],
    [{ followers_min: 1.5 }, ['followers_min']],
    [{ followers_max: 1_000_000_001 }, ['followers_max']],
    [{ ratio_min: Number.NaN }, ['ratio_min']],
    [{ ratio_max: Number.POSITIVE_INFINITY }, ['ratio_max']],
    [{ posts_min: '3' }, ['posts_min']],
    [{ last_post_within_days: 0 }, ['last_post_within_days']],
    [{ not_touched_within_days: 3_651 }, ['not_touched_within_days']],
    [{ bio_excludes: ['  '] }, ['bio_excludes.0']],
    [{ bio_excludes: ['\u200b\u2800'] }, ['bio_excludes.0']],
    [{ bio_excludes: ['a\0b', 'ok', '\ud800', '\u202eabc'] }, ['bio_excludes.0', 'bio_excludes.2', 'bio_excludes.3']],
    [{ bio_requires: ['a'.repeat(51)] }, ['bio_requires.0']],
    [{ bio_requires: Array.from({ length: 51 }, (_, i) => `word ${i}`) }, ['bio_requires']],
    [{ language: ['xx'] }, ['language.0']],
    [{ skip_private: 'yes' }, ['skip_private']],
    [{ followers: 1 }, ['']],
  ])('%j are refused', (filters, paths) => expect(whys(filters)).toEqual(paths));

  it('take words without the blanks around them', () => {
    expect(filtersSchema.parse({ bio_excludes: [' give away '] }).bio_excludes).toEqual(['give away']);
  });
});
