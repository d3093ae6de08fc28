import type { Action } from '@pacekeeper/contracts';
import type { OwnPace } from './pace.ts';
import { DEFAULT_HOURS, type WorkingHours } from './working-hours.ts';

/** How an account is set to work, as its row has it. */
export interface PaceSettings {
  readonly hours_from_minute: number | null;
  readonly hours_to_minute: number | null;
  readonly work_days: readonly number[] | null;
  readonly own_gap_seconds: number | null;
  readonly own_caps: Readonly<Partial<Record<Action, number>>> | null;
  /** Null where the account was connected once only. */
  readonly reconnected_at: Date | null;
}

/** How long a real account that was connected again stays quiet; milliseconds. */
export const QUIET_MS = 6 * 60 * 60 * 1000;

/** Pure: when a bot may act. What its person did not set is the standard where accounts are real, and all day elsewhere. */
export const hoursOf = (settings: PaceSettings, mode: 'live' | 'simulator'): WorkingHours | null => {
  const { hours_from_minute: fromMinute, hours_to_minute: toMinute, work_days: days } = settings;
  if (fromMinute === null || toMinute === null) return mode === 'live' ? DEFAULT_HOURS : null;
  return { fromMinute, toMinute, ...(days ? { days } : {}) };
};

/** Pure: the account's own, slower pace. */
export const ownPaceOf = ({ own_gap_seconds: gap, own_caps: caps }: PaceSettings): OwnPace => ({
  gapMs: gap === null ? null : gap * 1000,
  caps: caps ?? {},
});

/** Pure: until when an account that was connected again does nothing; null where it need not be quiet. */
export const quietUntil = ({ reconnected_at: at }: PaceSettings, mode: 'live' | 'simulator'): Date | null =>
  at && mode === 'live' ? new Date(at.getTime() + QUIET_MS) : null;
