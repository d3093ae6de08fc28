/** A user's calendar day: `from` and `to` (not part of it) in milliseconds since 1970. */
export interface CalendarDay {
  readonly date: Temporal.PlainDate;
  readonly from: number;
  readonly to: number;
}

/** The day of each zone that was asked for last: most questions are about the same one, and each costs some microseconds. */
const lastAsked = new Map<string, CalendarDay>();
const MOST_ZONES = 1_000;

/** Pure: the day on which `now` falls. */
export const calendarDay = (now: Date, timeZone: string): CalendarDay => {
  const at = now.getTime();
  const last = lastAsked.get(timeZone);
  if (last && at >= last.from && at < last.to) return last;
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const day = {
    date,
    from: date.toZonedDateTime(timeZone).epochMilliseconds,
    to: date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
  };
  if (lastAsked.size >= MOST_ZONES) lastAsked.clear();
  lastAsked.set(timeZone, day);
  return day;
};

/** Pure: when that minute of a day comes; from 1440 on it is on the next one. */
export const minuteOf = (day: Temporal.PlainDate, minute: number, timeZone: string): number => {
  if (minute >= 1_440) return minuteOf(day.add({ days: 1 }), minute - 1_440, timeZone);
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  // A time that the clocks skip that day comes an hour later; one that comes twice is the first.
  return day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
};
