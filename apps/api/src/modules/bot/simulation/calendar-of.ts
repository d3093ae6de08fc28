/** A time zone from a moment on. */
export interface ZoneFrom {
  readonly from: number;
  readonly timeZone: string;
}

const zoned = (at: number, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/** The zone that a user has set at this moment, of a list in the order of time. */
export const zoneAt = (zones: readonly ZoneFrom[], at: number): string =>
  zones.findLast(({ from }) => from <= at)?.timeZone ?? 'UTC';

/** The day that a quota belongs to, and its end. */
export interface QuotaDay {
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

/** A new zone counts once the day before it has ended (docs/decisions/0018-quota-days.md). */
export const quotaDayAt = (zones: readonly ZoneFrom[], at: number): QuotaDay => {
  let timeZone = zones[0]?.timeZone ?? 'UTC';
  for (const next of zones.slice(1)) {
    if (next.from > at) break;
    const ends = zoned(next.from, timeZone).startOfDay().add({ days: 1 }).epochMilliseconds;
    if (ends > at) break;
    timeZone = next.timeZone;
  }
  const start = zoned(at, timeZone).startOfDay();
  return {
    date: start.toPlainDate().toString(),
    from: start.epochMilliseconds,
    to: start.add({ days: 1 }).startOfDay().epochMilliseconds,
  };
};
