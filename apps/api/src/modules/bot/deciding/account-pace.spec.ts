import { describe, expect, it } from '@jest/globals';
import { hoursOf, ownPaceOf, type PaceSettings, quietUntil } from './account-pace.ts';
import { type StandingBreaker, stoppedBy, tryReadAt } from './open-breakers.ts';
import { DEFAULT_HOURS } from './working-hours.ts';

const NOW = new Date('2026-06-10T12:00:00Z');
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

const settings = (wanted: Partial<PaceSettings> = {}): PaceSettings => ({
  hours_from_minute: null,
  hours_to_minute: null,
  work_days: null,
  own_gap_seconds: null,
  own_caps: null,
  reconnected_at: null,
  ...wanted,
});

describe('how an account is set to work', () => {
  it.each([
    ['nothing is set, where accounts are real', settings(), 'live', DEFAULT_HOURS],
    ['nothing is set, with the simulator', settings(), 'simulator', null],
    [
      'hours are set',
      settings({ hours_from_minute: 1_200, hours_to_minute: 240, work_days: [1, 2] }),
      'simulator',
      { fromMinute: 1_200, toMinute: 240, days: [1, 2] },
    ],
  ] as const)('%s', (_, row, mode, hours) => expect(hoursOf(row, mode)).toEqual(hours));

  it('may be slower than the standard', () => {
    expect(ownPaceOf(settings())).toEqual({ gapMs: null, caps: {} });
    expect(ownPaceOf(settings({ own_gap_seconds: 45, own_caps: { like: 3 } }))).toEqual({
      gapMs: 45_000,
      caps: { like: 3 },
    });
  });

  it('is quiet for six hours after it was connected again, where accounts are real', () => {
    const again = settings({ reconnected_at: NOW });
    expect(quietUntil(again, 'live')).toEqual(inMinutes(360));
    expect(quietUntil(again, 'simulator')).toBeNull();
    expect(quietUntil(settings(), 'live')).toBeNull();
  });
});

describe('what breakers stop', () => {
  const breaker = (action: string | null, minutes: number): StandingBreaker => ({
    action,
    until: inMinutes(minutes),
    code: `${action}`,
  });

  it.each<[string, StandingBreaker[], Date | null, boolean]>([
    ['nothing', [], null, false],
    ['another action', [breaker('like', 5)], null, false],
    ['this action', [breaker('follow', 5)], inMinutes(5), false],
    ['the whole account', [breaker(null, 5)], inMinutes(5), false],
    ['the longest of both', [breaker(null, 5), breaker('follow', 9)], inMinutes(9), false],
    ['all but one try', [breaker('follow', 0)], NOW, true],
    ['everything, while one of both is open', [breaker(null, -1), breaker('follow', 1)], inMinutes(1), false],
  ])('%s', (_, breakers, until, tries) => expect(stoppedBy(breakers, 'follow', NOW)).toMatchObject({ until, tries }));

  const unknown = (spends: 'follow' | 'like', minutes: number) => ({
    spends,
    open: 1,
    reconcileAt: inMinutes(minutes),
  });
  it.each<[string, StandingBreaker[], ReturnType<typeof unknown>[], Date | null]>([
    ['of this action', [breaker('follow', 0)], [unknown('follow', 1), unknown('follow', 2)], inMinutes(1)],
    ['not of another action', [breaker('follow', 0)], [unknown('like', 1)], null],
    ['of any action, where the account was stopped', [breaker(null, 0)], [unknown('like', 1)], inMinutes(1)],
    ['not while it is open', [breaker('follow', 9)], [unknown('follow', 1)], null],
    ['not where there is none', [], [unknown('follow', 1)], null],
  ])('a try waits for the outcome of the one before: %s', (_, breakers, unknowns, at) =>
    expect(tryReadAt(breakers, 'follow', unknowns, NOW)).toEqual(at),
  );
});
