import { z } from 'zod';
import { isSafeText, isSeen } from './common.ts';

/**
 * Languages that can be told from a biography, ISO 639-1. Malay and Indonesian are not told apart: each of the two names means both.
 */
export const BIO_LANGUAGES = [
  ...(['am', 'ar', 'az', 'be', 'bg', 'bn', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'eu', 'fa'] as const),
  ...(['fi', 'fr', 'gu', 'he', 'hi', 'hr', 'hu', 'hy', 'id', 'is', 'it', 'ja', 'ka', 'kn', 'ko', 'ku'] as const),
  ...(['lo', 'lt', 'lv', 'ml', 'mr', 'ms', 'nl', 'no', 'or', 'pa', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl'] as const),
  ...(['sq', 'sr', 'sv', 'ta', 'te', 'th', 'tl', 'tr', 'uk', 'ur', 'vi', 'yo', 'zh'] as const),
] as const;
export type BioLanguage = (typeof BIO_LANGUAGES)[number];

/** More followers than any account has. */
const MOST_PEOPLE = 1_000_000_000;
const HIGHEST_RATIO = 1_000_000;
const LONGEST_AGE_DAYS = 3_650;
/** A biography has at most 150 characters. */
const LONGEST_WORD = 50;
const MOST_WORDS = 50;

const countSchema = z.int().min(0).max(MOST_PEOPLE).optional();
const ratioSchema = z.number().min(0).max(HIGHEST_RATIO).optional();
const daysSchema = z.int().min(1).max(LONGEST_AGE_DAYS).optional();

const wordsSchema = z
  .array(
    z
      .string()
      .trim()
      .min(1, 'may not be empty')
      .refine((word) => word === '' || isSeen(word), 'may not be empty')
      .refine((word) => [...word].length <= LONGEST_WORD, `must have at most ${LONGEST_WORD} characters`)
      .refine(isSafeText, 'has characters that are not allowed'),
  )
  .max(MOST_WORDS)
  .optional();

const filtersShape = {
  skip_private: z.boolean().default(false).describe('leave out private accounts'),
  skip_verified: z.boolean().default(false).describe('leave out verified accounts'),
  skip_business: z.boolean().optional().describe('leave out business accounts'),
  require_picture: z.boolean().optional().describe('leave out accounts without a profile picture'),
  followers_min: countSchema,
  followers_max: countSchema,
  following_min: countSchema,
  following_max: countSchema,
  ratio_min: ratioSchema.describe('followers divided by following'),
  ratio_max: ratioSchema.describe('followers divided by following'),
  posts_min: countSchema,
  last_post_within_days: daysSchema.describe('the newest post is not older'),
  bio_excludes: wordsSchema.describe('words of which the biography has none'),
  bio_requires: wordsSchema.describe('words of which the biography has at least one'),
  language: z.array(z.enum(BIO_LANGUAGES)).max(BIO_LANGUAGES.length).optional().describe('of the biography, ISO 639-1'),
  not_touched_within_days: daysSchema.describe('nothing was done to the target since'),
};

const RANGES = [
  ['followers_min', 'followers_max'],
  ['following_min', 'following_max'],
  ['ratio_min', 'ratio_max'],
] as const;

/** Who is left out of a job. What is absent filters nothing. */
export const filtersSchema = z
  .strictObject(filtersShape)
  .superRefine((filters, context) => {
    for (const [min, max] of RANGES) {
      const [least, most] = [filters[min], filters[max]];
      if (least !== undefined && most !== undefined && least > most) {
        context.addIssue({ code: 'custom', path: [max], message: `must not be below ${min}` });
      }
    }
  })
  .meta({ id: 'Filters' });
export type Filters = z.infer<typeof filtersSchema>;
