/** When a bot may act, in the user's own time zone; minutes of the day. `null` is all day. */
export interface WorkingHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** 08:00 to 22:00, for accounts that are real. */
export const DEFAULT_HOURS: WorkingHours = { fromMinute: 8 * 60, toMinute: 22 * 60 };

const at = (day: Temporal.PlainDate, minute: number, timeZone: string): Date => {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  // A time that the clocks skip that day comes an hour later; one that comes twice is the first.
  return new Date(day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds);
};

const dayOf = (now: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();

/** The start of the user's next calendar day. */
export const nextMidnight = (now: Date, timeZone: string): Date =>
  new Date(dayOf(now, timeZone).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);

/** `now` where the hours allow it, else when they open next. */
export const openFrom = (now: Date, hours: WorkingHours | null, timeZone: string): Date => {
  if (!hours) return now;
  const today = dayOf(now, timeZone);
  const opens = at(today, hours.fromMinute, timeZone);
  if (now < opens) return opens;
  if (now < at(today, hours.toMinute, timeZone)) return now;
  return at(today.add({ days: 1 }), hours.fromMinute, timeZone);
};

/** Milliseconds of working time that are left today. */
export const leftToday = (now: Date, hours: WorkingHours | null, timeZone: string): number => {
  const closes = hours ? at(dayOf(now, timeZone), hours.toMinute, timeZone) : nextMidnight(now, timeZone);
  return Math.max(0, closes.getTime() - now.getTime());
};
