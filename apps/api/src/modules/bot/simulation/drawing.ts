import { type Action, ACTION_LABELS } from '@pacekeeper/contracts';
import type { SimulatedAccount } from './account.ts';
import { zoneAt } from './calendar-of.ts';
import type { SimulatedCall } from './run.ts';

const WIDTH = 1_080;
const LEFT = 130;
const ROW = 44;
const TOP = 56;
const DAY_MINUTES = 1_440;

const x = (minute: number): number => Math.round((LEFT + (minute / DAY_MINUTES) * (WIDTH - LEFT - 20)) * 10) / 10;

/** The busiest day of a run: its calls, and their local date. */
export const busiestDay = (
  { zones }: SimulatedAccount,
  calls: readonly SimulatedCall[],
): { date: string; calls: readonly SimulatedCall[] } => {
  const dateOf = ({ at }: SimulatedCall) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zoneAt(zones, at)).toPlainDate().toString();
  const days = [...Map.groupBy(calls, dateOf)].map(([date, of]) => ({ date, calls: of }));
  return days.reduce((most, day) => (day.calls.length > most.calls.length ? day : most), { date: '', calls: [] });
};

const hoursBands = ({ hours }: SimulatedAccount): ReadonlyArray<readonly [number, number]> => {
  if (!hours) return [[0, DAY_MINUTES]];
  const { fromMinute: from, toMinute: to } = hours;
  return to > from
    ? [[from, to]]
    : [
        [0, to],
        [from, DAY_MINUTES],
      ];
};

/** Pure: a day of an account as a picture: its working hours, and a mark for each action. */
export const drawDay = (account: SimulatedAccount, date: string, calls: readonly SimulatedCall[]): string => {
  const actions = [...new Set(calls.map(({ action }) => action))].sort();
  const height = TOP + actions.length * ROW + 40;
  const y = (action: Action) => TOP + actions.indexOf(action) * ROW;
  const minuteAt = (at: number) => {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zoneAt(account.zones, at));
    return local.hour * 60 + local.minute + local.second / 60;
  };
  const zone = zoneAt(account.zones, calls[0]?.at ?? 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="13">`,
    `<title>One day of a simulated account</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="16" y="28" font-size="16">${date}, ${zone}: ${calls.length} actions</text>`,
    ...hoursBands(account).map(
      ([from, to]) =>
        `<rect x="${x(from)}" y="${TOP - 10}" width="${Math.round((x(to) - x(from)) * 10) / 10}" height="${actions.length * ROW + 10}" fill="#e8f1ec"/>`,
    ),
    ...Array.from({ length: 13 }, (_, index) => index * 120).map(
      (minute) =>
        `<line x1="${x(minute)}" y1="${TOP - 10}" x2="${x(minute)}" y2="${height - 34}" stroke="#cbd5d0"/>` +
        `<text x="${x(minute)}" y="${height - 14}" text-anchor="middle" fill="#51605a">${String(minute / 60).padStart(2, '0')}</text>`,
    ),
    ...actions.map((action) => `<text x="16" y="${y(action) + 20}">${ACTION_LABELS[action].many}</text>`),
    ...calls.map(
      ({ at, action, blocked }) =>
        `<rect x="${x(minuteAt(at))}" y="${y(action)}" width="1.6" height="${ROW - 14}" fill="${blocked ? '#c2362b' : '#1c6b4a'}"/>`,
    ),
    '</svg>',
    '',
  ].join('\n');
};
