const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

const format = (name: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${name} ${zone}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
};

const date = (zone: string) => format('date', zone, { day: 'numeric', month: 'short', year: 'numeric' });
const dayKey = (at: number, zone: string): string => date(zone).format(at);

/** "14:05" in the zone. */
export const clockTime = (at: string | number, zone: string): string =>
  format('clock', zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));

/** "23 Nov 2026" in the zone. */
export const calendarDay = (at: string | number, zone: string): string => date(zone).format(new Date(at));

/** "23 Nov 2026, 14:05:09 (Europe/Berlin)": the exact time, with its zone. */
export const exactTime = (at: string | number, zone: string): string => {
  const time = format('exact', zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return `${calendarDay(at, zone)}, ${time.format(new Date(at))} (${zone})`;
};

/** "14:05", or with its day where that is another one than today's. */
export const timeOrDay = (at: string | number, now: number, zone: string): string => {
  const then = new Date(at).getTime();
  if (dayKey(then, zone) === dayKey(now, zone)) return clockTime(then, zone);
  const day = format('day', zone, { day: 'numeric', month: 'short' }).format(then);
  return `${day}, ${clockTime(then, zone)}`;
};

/** "just now", "3 min ago", "5 h ago", "yesterday", then the day. A clock that runs ahead reads as just now. */
export const relativeTime = (at: string | number, now: number, zone: string): string => {
  const then = new Date(at).getTime();
  const past = now - then;
  if (past < 45_000) return 'just now';
  if (past < HOUR) return `${Math.max(1, Math.round(past / MINUTE))} min ago`;
  if (past < 12 * HOUR || dayKey(then, zone) === dayKey(now, zone)) return `${Math.round(past / HOUR)} h ago`;
  if (dayKey(then, zone) === dayKey(now - DAY, zone)) return 'yesterday';
  return calendarDay(then, zone);
};

/** "0:42" below an hour, "3 h 12 min" below a day, "2 days" beyond; "0:00" once it is over. */
export const countdown = (ms: number): string => {
  const left = Math.max(0, Math.ceil(ms / 1000));
  if (left < 3600) return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  if (left < 86_400) {
    const minutes = Math.floor((left % 3600) / 60);
    return minutes === 0 ? `${Math.floor(left / 3600)} h` : `${Math.floor(left / 3600)} h ${minutes} min`;
  }
  const days = Math.round(left / 86_400);
  return days === 1 ? '1 day' : `${days} days`;
};
