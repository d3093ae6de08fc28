import { type Action, ACTION_LABELS, ACTIONS, DEFAULT_LIMITS } from '@pacekeeper/contracts';
import type { SimulatedAccount } from './account.ts';
import { zoneAt } from './calendar-of.ts';
import { brokenRules, RULES, type Rule } from './rules.ts';
import type { SimulatedRun } from './run.ts';

/** The clock may be wrong by this much, milliseconds. */
const CLOCK_MS = 2_000;
const HOURS = 24;

const count = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const row = (cells: ReadonlyArray<string | number>): string =>
  cells.map((cell, index) => (index === 0 ? String(cell).padEnd(16) : String(cell).padStart(15))).join('');

/** What many accounts did, counted as their runs come. */
export class Figures {
  private accounts = 0;
  private calls = 0;
  private blocked = 0;
  private clockOffMs = 0;
  private readonly byDay = new Map<string, Map<Action, number>>();
  private readonly byHour = new Map<Action, number[]>();
  private readonly daysOf = new Map<Action, number[]>();
  private readonly broken = new Map<Rule, number>();

  add(account: SimulatedAccount, { calls, clockOffMs }: SimulatedRun): void {
    this.accounts += 1;
    this.calls += calls.length;
    this.clockOffMs = Math.max(this.clockOffMs, clockOffMs);
    const own = new Map<string, number>();
    for (const { at, action, day, blocked } of calls) {
      if (blocked) {
        this.blocked += 1;
        continue;
      }
      const ofDay = this.byDay.get(day) ?? new Map<Action, number>();
      this.byDay.set(day, ofDay);
      count(ofDay, action);
      count(own, `${action} ${day}`);
      const hours = this.byHour.get(action) ?? Array.from({ length: HOURS }, () => 0);
      this.byHour.set(action, hours);
      const { hour } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zoneAt(account.zones, at));
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
    for (const [key, done] of own) {
      const action = ACTIONS.find((one) => key.startsWith(`${one} `));
      if (action) this.daysOf.set(action, [...(this.daysOf.get(action) ?? []), done]);
    }
    for (const { rule } of brokenRules(account, calls)) count(this.broken, rule);
  }

  /** Whether every rule held, and the clock told the truth. */
  get held(): boolean {
    return this.broken.size === 0 && this.clockOffMs <= CLOCK_MS;
  }

  lines(): string[] {
    const days = [...this.byDay.keys()].sort();
    const sumOf = (action: Action) => days.reduce((sum, day) => sum + (this.byDay.get(day)?.get(action) ?? 0), 0);
    const sorted = new Map(ACTIONS.map((action) => [action, (this.daysOf.get(action) ?? []).sort((a, b) => a - b)]));
    const cells = (name: string, of: (action: Action) => number) => row([name, ...ACTIONS.map(of)]);
    return [
      row(['day', ...ACTIONS.map((action) => ACTION_LABELS[action].many)]),
      ...days.map((day) => cells(day, (action) => this.byDay.get(day)?.get(action) ?? 0)),
      cells('all', sumOf),
      '',
      row(['account and day', ...ACTIONS.map((action) => ACTION_LABELS[action].many)]),
      cells('median', (action) => quantile(sorted.get(action) ?? [], 0.5)),
      cells('95 of 100', (action) => quantile(sorted.get(action) ?? [], 0.95)),
      cells('most', (action) => sorted.get(action)?.at(-1) ?? 0),
      cells('limit', (action) => DEFAULT_LIMITS[action]),
      '',
      row(['local hour', ...ACTIONS.map((action) => ACTION_LABELS[action].many)]),
      ...Array.from({ length: HOURS }, (_, hour) =>
        cells(`${String(hour).padStart(2, '0')}:00`, (action) => this.byHour.get(action)?.[hour] ?? 0),
      ),
      '',
      `${this.accounts} accounts, ${this.calls} actions, ${this.blocked} of them blocked.`,
      ...RULES.map(
        (rule) => `${rule.padEnd(16)}${this.broken.get(rule) ? `broken ${this.broken.get(rule)} times` : 'held'}`,
      ),
      `${'clock'.padEnd(16)}${this.clockOffMs <= CLOCK_MS ? 'held' : 'broken'}: off by ${this.clockOffMs} ms at the most`,
    ];
  }
}
