import { z } from 'zod';
import { answer, idSchema, listAnswer } from './common.ts';

/** The longest span that one question covers, days. */
export const MOST_STATS_DAYS = 366;
/** What is asked about where nothing is said: the last days, today included. */
export const USUAL_STATS_DAYS = 30;

const DAY_MS = 24 * 60 * 60_000;
/** Before anything was counted; the span before the first day is a day of the database too. */
const FIRST_DAY = '2000-01-01';
const daySchema = z.iso
  .date('must be a day such as 2026-03-01')
  .refine((day) => day >= FIRST_DAY, `may not be before ${FIRST_DAY}`);

const rangeShape = {
  from: daySchema
    .optional()
    .describe(`first day, of your own calendar; default: ${USUAL_STATS_DAYS} days up to \`to\``),
  to: daySchema.optional().describe('last day; default: today'),
  account_id: idSchema.optional().describe('default: all your accounts together'),
};
const isSpan = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }): boolean => {
  const span = Date.parse(to ?? '') - Date.parse(from ?? '');
  return Number.isNaN(span) || (span >= 0 && span < MOST_STATS_DAYS * DAY_MS);
};
const SPAN = { path: ['to'], message: `must lie within ${MOST_STATS_DAYS} days from the first day` };

export const statsQuerySchema = z.strictObject(rangeShape).refine(isSpan, SPAN);
export type StatsQuery = z.infer<typeof statsQuerySchema>;
export const hoursQuerySchema = z
  .strictObject({
    ...rangeShape,
    action: z
      .string()
      .regex(/^[a-z_]{1,40}$/)
      .optional(),
  })
  .refine(isSpan, SPAN);
export type HoursQuery = z.infer<typeof hoursQuerySchema>;

const count = z.int().min(0);
const countsShape = { done: count, skipped: count, failed: count, unknown: count };

export const dailyStatSchema = z
  .object({ day: z.iso.date(), action: z.string(), ...countsShape })
  .meta({ id: 'DailyStat' });
export type DailyStat = z.infer<typeof dailyStatSchema>;
export const dailyStatsSchema = listAnswer('DailyStats', dailyStatSchema);
export type DailyStats = z.infer<typeof dailyStatsSchema>;

export const statsSummarySchema = answer('StatsSummary', {
  summary: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    active_days: count.describe('days on which something was done'),
    actions: z.array(
      z.object({
        action: z.string(),
        ...countsShape,
        done_before: count.describe('done in the span of the same length before'),
      }),
    ),
  }),
});
export type StatsSummary = z.infer<typeof statsSummarySchema>;

export const hourStatSchema = z
  .object({
    weekday: z.int().min(1).max(7).describe('1 is Monday'),
    hour: z.int().min(0).max(23).describe('of your own day'),
    done: count,
    failed: count,
  })
  .meta({ id: 'HourStat' });
export const hourStatsSchema = listAnswer('HourStats', hourStatSchema);
export type HourStats = z.infer<typeof hourStatsSchema>;

export const sourceStatSchema = z
  .object({
    source: z.string(),
    of: z.string().nullable().describe('such as the hashtag or name; null where the source says it all'),
    action: z.string(),
    ...countsShape,
    yield: z.number().min(0).max(1).nullable().describe('done out of done, skipped and failed; null: of nothing'),
  })
  .meta({ id: 'SourceStat' });
export const sourceStatsSchema = listAnswer('SourceStats', sourceStatSchema);
export type SourceStats = z.infer<typeof sourceStatsSchema>;
