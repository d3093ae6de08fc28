import { z } from 'zod';
import { ACTIONS } from './actions.ts';
import { answer, lineOfText, timestampSchema, timeZoneSchema } from './common.ts';

/** The largest daily limit that can be set, actions per day. */
export const LIMIT_MAX = 10_000;

const limit = z.int().min(0).max(LIMIT_MAX).describe(`actions per day, 0 to ${LIMIT_MAX}`);

export const limitSchema = z
  .object({
    limit: z.int().min(0).describe('what the administrator allows per day'),
    standard: z.int().min(0).describe('what an administrator allows everybody per day'),
    effective: z.int().min(0).describe('what holds today'),
    used: z.int().min(0).describe('done or reserved today'),
    remaining: z.int().min(0),
    hourly_cap: z.int().min(1).describe('the most in an hour for each account, whatever is left of the day'),
    wish: z.int().min(0).optional().describe('your own lower limit'),
    why: z
      .string()
      .optional()
      .describe('why this holds today, in plain words; absent where nothing but the default does'),
  })
  .meta({ id: 'Limit' });
export type Limit = z.infer<typeof limitSchema>;

export const limitsSchema = z
  .object({
    time_zone: timeZoneSchema,
    resets_at: timestampSchema.describe("the end of the user's day"),
    actions: z.record(z.enum(ACTIONS), limitSchema),
  })
  .meta({ id: 'Limits' });
export type Limits = z.infer<typeof limitsSchema>;

export const limitsAnswerSchema = answer('LimitsAnswer', { limits: limitsSchema });
export type LimitsAnswer = z.infer<typeof limitsAnswerSchema>;

export const setLimitsSchema = z
  .strictObject({
    follows_limit: limit.optional(),
    unfollows_limit: limit.optional(),
    likes_limit: limit.optional(),
    dms_limit: limit.optional(),
    story_views_limit: limit.optional(),
    story_reactions_limit: limit.optional(),
    reason: lineOfText(3, 300).optional().describe('why, for the user and the audit log; 3 to 300 characters'),
  })
  .refine(({ reason: _, ...limits }) => Object.keys(limits).length > 0, 'must name at least one limit')
  .meta({ id: 'SetLimits' });
export type SetLimits = z.infer<typeof setLimitsSchema>;

const wish = limit.nullable().optional();

/** A user's own lower limits: what is not named stays, null takes a wish back. */
export const setWishesSchema = z
  .strictObject({
    follows_limit: wish,
    unfollows_limit: wish,
    likes_limit: wish,
    dms_limit: wish,
    story_views_limit: wish,
    story_reactions_limit: wish,
  })
  .refine((body) => Object.keys(body).length > 0, 'must name at least one limit')
  .meta({ id: 'SetWishes' });
export type SetWishes = z.infer<typeof setWishesSchema>;

/** The share of a day's limit at which a user is warned. */
export const WARN_AT = 0.8;
