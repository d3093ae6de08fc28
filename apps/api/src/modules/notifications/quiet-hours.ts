import { type NotificationEvent, URGENT_EVENTS } from '@pacekeeper/contracts';

/** Minutes of the user's own day, `from` before `to` or across midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

const isWithin = (minute: number, { from, to }: QuietHours): boolean =>
  from < to ? minute >= from && minute < to : minute >= from || minute < to;

/** When a notification of this event may be sent: at once, or when the quiet hours end. */
export const dueAt = (event: NotificationEvent, at: Date, timeZone: string, quiet: QuietHours | null): Date => {
  if (!quiet || URGENT_EVENTS.includes(event)) return at;
  const here = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const minute = here.hour * 60 + here.minute;
  if (!isWithin(minute, quiet)) return at;
  const day = minute < quiet.to ? here.toPlainDate() : here.toPlainDate().add({ days: 1 });
  const end = Temporal.PlainTime.from({ hour: Math.floor(quiet.to / 60), minute: quiet.to % 60 });
  const due = day.toZonedDateTime({ timeZone, plainTime: end }).epochMilliseconds;
  // An hour that comes twice may lie behind already.
  return new Date(Math.max(due, at.getTime()));
};
