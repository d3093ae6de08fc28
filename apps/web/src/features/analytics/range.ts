import { ACTIONS, idSchema, MOST_STATS_DAYS, USUAL_STATS_DAYS } from '@pacekeeper/contracts';
import type { AnalyticsFilters } from '../../lib/paths.ts';

const DAY_MS = 86_400_000;
export const PRESETS = ['7', '30', '90', '365'] as const;
type Preset = (typeof PRESETS)[number];

const isPreset = (text: string | null): text is Preset => (PRESETS as readonly (string | null)[]).includes(text);
const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

export const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Today in a zone, as the API writes days. */
export const todayIn = (now: number, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);

/** Every day from the first to the last. */
export const daysBetween = (from: string, to: string): string[] => {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => shifted(from, index));
};

/** What an address asks for; what the API would refuse is left out. */
export const filtersOf = (address: URLSearchParams): AnalyticsFilters => {
  const [days, from, to, action] = ['days', 'from', 'to', 'action'].map((name) => address.get(name));
  const account = idSchema.safeParse(address.get('account_id'));
  const isSpan = isDay(from ?? null) && isDay(to ?? null);
  return {
    ...(isPreset(days ?? null) && !isSpan && { days: days as Preset }),
    ...(isSpan && { from: from ?? '', to: to ?? '' }),
    ...(account.success && { account_id: account.data }),
    ...((ACTIONS as readonly (string | null | undefined)[]).includes(action) && action && { action }),
  };
};

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** The days that are asked about: never turned round, never longer than one question covers. */
export const spanOf = ({ days, from, to }: AnalyticsFilters, today: string): Span => {
  if (from && to) {
    const [first, last] = from <= to ? [from, to] : [to, from];
    const earliest = shifted(last, 1 - MOST_STATS_DAYS);
    return { from: first < earliest ? earliest : first, to: last };
  }
  return { from: shifted(today, 1 - Number(days ?? USUAL_STATS_DAYS)), to: today };
};
