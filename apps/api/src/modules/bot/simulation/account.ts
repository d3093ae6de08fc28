import { type Action, ACTIONS, HOURLY_CAPS } from '@pacekeeper/contracts';
import { chanceOf } from '../deciding/chance.ts';
import type { OwnPace } from '../deciding/pace.ts';
import { DEFAULT_HOURS, type WorkingHours } from '../deciding/working-hours.ts';
import type { ZoneFrom } from './calendar-of.ts';

/** An account as its person set it up; everything about it follows from the seed and its number. */
export interface SimulatedAccount {
  readonly id: string;
  readonly zones: readonly ZoneFrom[];
  readonly hours: WorkingHours | null;
  readonly own: OwnPace;
  /** What its jobs ask for, without end. */
  readonly actions: readonly Action[];
  /** The share of the limits that it starts with. */
  readonly ramp: number;
}

/** With clocks that change in spring, in autumn, by half an hour, and not at all. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'UTC',
] as const;

const HOURS: ReadonlyArray<WorkingHours | null> = [
  DEFAULT_HOURS,
  DEFAULT_HOURS,
  DEFAULT_HOURS,
  { fromMinute: 20 * 60, toMinute: 2 * 60 },
  { fromMinute: 9 * 60, toMinute: 18 * 60, days: [1, 2, 3, 4, 5] },
  { fromMinute: 22 * 60, toMinute: 5 * 60 + 30, days: [1, 3, 5, 6] },
  null,
];

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_ACTIONS = 3;

const pick = <T>(list: readonly T[], chance: number): T => list[Math.floor(chance * list.length)] as T;

export const simulatedAccount = (seed: number, number: number, start: number): SimulatedAccount => {
  const id = `${seed}-${number}`;
  const draw = (what: string) => chanceOf(id, what);
  const actions = ACTIONS.map((action) => ({ action, order: draw(`does ${action}`) }))
    .sort((a, b) => a.order - b.order)
    .slice(0, 1 + Math.floor(draw('jobs') * MOST_ACTIONS))
    .map(({ action }) => action);
  const moves = draw('moves') < 0.15;
  const slow = draw('slow') < 0.2;
  const zone = (what: string) => pick(ZONES, draw(what));
  return {
    id,
    zones: [
      { from: 0, timeZone: zone('home') },
      ...(moves ? [{ from: start + Math.floor((5 + draw('when') * 15) * DAY_MS), timeZone: zone('new home') }] : []),
    ],
    hours: pick(HOURS, draw('hours')),
    own: {
      gapMs: slow ? Math.floor(20 + draw('gap') * 220) * 1000 : null,
      caps: slow
        ? Object.fromEntries(actions.map((action) => [action, Math.max(1, Math.floor(HOURLY_CAPS[action] / 2))]))
        : {},
    },
    actions,
    ramp: draw('age') < 0.5 ? 0.2 : 1,
  };
};
