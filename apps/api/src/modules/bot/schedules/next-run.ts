import { SCHEDULE_LEAST_MINUTES } from '@pacekeeper/contracts';
import { Cron } from 'croner';

/**
 * The pattern on a clock without changes: UTC. Where that clock's times are in a zone is decided below, so that every pattern
 * treats the hours of clock changes alike.
 */
const clockOf = (cron: string): Cron => new Cron(cron, { timezone: 'UTC', mode: '5-part' });

const onClock = (wall: Temporal.PlainDateTime): Date => new Date(wall.toZonedDateTime('UTC').epochMilliseconds);
const fromClock = (at: Date): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('UTC').toPlainDateTime();

/** A time of a zone's clocks: the first of two, and the end of the hour where it is skipped. */
const instantOf = (wall: Temporal.PlainDateTime, timeZone: string): Date => {
  const early = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (early.toPlainDateTime().equals(wall)) return new Date(early.epochMilliseconds);
  // Skipped: `earlier` is before the change by as much as it skips, so the change is the next one.
  const change = early.getTimeZoneTransition('next');
  return new Date((change ?? early).epochMilliseconds);
};

/** More times than the longest change of any zone has: a day, every 15 minutes. */
const MOST_IN_A_CHANGE = 200;

/**
 * Pure: when a pattern comes next after `after`; null: never. A time in a skipped hour comes at the hour's end, and together
 * with others of it once; one in a repeated hour comes the first time alone.
 */
export const nextRun = (cron: string, timeZone: string, after: Date): Date | null => {
  const clock = clockOf(cron);
  let wall: Date | null = onClock(
    Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime(),
  );
  for (let tries = 0; tries < MOST_IN_A_CHANGE; tries += 1) {
    wall = clock.nextRun(wall);
    if (!wall) return null;
    const at = instantOf(fromClock(wall), timeZone);
    if (at > after) return at;
  }
  return null;
};

/** Pure: how many runs are over at `now`, of which the first was due at `due`; at most `most`. */
export const runsOver = (
  cron: string,
  timeZone: string,
  { due, now }: { due: Date; now: Date },
  most: number,
): number => {
  let count = 0;
  for (let at: Date | null = due; at && at <= now && count < most; at = nextRun(cron, timeZone, at)) count += 1;
  return count;
};

const DAY_MINUTES = 24 * 60;

/** Pure: what is wrong with a pattern of the right form; null: nothing. */
export const wrongWith = (cron: string, now: Date): string | null => {
  try {
    if (!clockOf(cron).nextRun(now)) return 'never comes';
    const [minute, hour] = cron.split(' ');
    // The times of a day are the same on each day that has any.
    const times = clockOf(`${minute} ${hour} * * *`)
      .nextRuns(DAY_MINUTES / SCHEDULE_LEAST_MINUTES + 2, new Date('1999-12-31T23:59:59Z'))
      .map((at) => at.getTime());
    const tooClose = times.some(
      (at, index) => index > 0 && at - (times[index - 1] ?? 0) < SCHEDULE_LEAST_MINUTES * 60_000,
    );
    return tooClose ? `must leave at least ${SCHEDULE_LEAST_MINUTES} minutes between two runs` : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return 'is not a pattern of five cron fields';
    throw error;
  }
};
