import { counted } from '../../lib/format/number.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const two = (text: string): string => text.padStart(2, '0');
const isNumber = (text: string): boolean => /^\d{1,2}$/.test(text);
const pastHour = (minute: string): string => (Number(minute) === 0 ? '' : `, at ${two(minute)} past`);

/** A cron pattern in words, where it is one of the plain ones; null for any other. */
export const cronWords = (cron: string): string | null => {
  const [minute = '', hour = '', day = '', month = '', weekday = '', more] = cron.trim().split(/\s+/);
  if (more !== undefined || day !== '*' || month !== '*') return null;
  const everyMinutes = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
  if (everyMinutes && hour === '*' && weekday === '*') return `every ${Number(everyMinutes)} minutes`;
  if (!isNumber(minute)) return null;
  const everyHours = /^\*\/(\d{1,2})$/.exec(hour)?.[1];
  if (weekday === '*' && (hour === '*' || everyHours)) {
    const hours = Number(everyHours ?? 1);
    return `every ${hours === 1 ? 'hour' : counted(hours, { one: 'hour', many: 'hours' })}${pastHour(minute)}`;
  }
  if (!isNumber(hour)) return null;
  const at = `at ${two(hour)}:${two(minute)}`;
  if (weekday === '*') return `daily ${at}`;
  if (weekday === '1-5') return `Monday to Friday ${at}`;
  const name = /^[0-7]$/.test(weekday) ? DAYS[Number(weekday)] : undefined;
  return name ? `every ${name} ${at}` : null;
};

/** The choices of the form. `daily` has a time of its own; `own` is typed as a pattern. */
export const RHYTHMS = [
  { value: '0 * * * *', label: 'Every hour' },
  { value: '0 */2 * * *', label: 'Every 2 hours' },
  { value: '0 */3 * * *', label: 'Every 3 hours' },
  { value: '0 */4 * * *', label: 'Every 4 hours' },
  { value: '0 */6 * * *', label: 'Every 6 hours' },
  { value: '0 */12 * * *', label: 'Every 12 hours' },
  { value: 'daily', label: 'Daily at' },
  { value: 'own', label: 'A cron pattern' },
] as const;

export interface Rhythm {
  readonly rhythm: string;
  /** "02:00", of the daily one. */
  readonly time: string;
  /** Of one's own. */
  readonly cron: string;
}

/** What the form shows for a pattern. */
export const rhythmOf = (cron: string): Rhythm => {
  const daily = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(cron);
  if (daily) return { rhythm: 'daily', time: `${two(daily[2] ?? '')}:${two(daily[1] ?? '')}`, cron };
  const known = RHYTHMS.some(({ value }) => value === cron);
  return { rhythm: known ? cron : 'own', time: '09:00', cron };
};

/** The pattern of what the form says. */
export const cronOf = ({ rhythm, time, cron }: Rhythm): string => {
  if (rhythm === 'own') return cron;
  if (rhythm !== 'daily') return rhythm;
  const [, hour = '', minute = ''] = /^(\d{1,2}):(\d{2})$/.exec(time.trim()) ?? [];
  return hour ? `${Number(minute)} ${Number(hour)} * * *` : '';
};
