import type { ActionName } from '../effects/actions.ts';

/** What is limited: one action, all actions together (`any`), logins, or every call of a session (`call`). */
export type LimitedAction = ActionName | 'any' | 'login' | 'call';

/** More than `soft` attempts in the window: feedback_required. More than `hard`: 429. Then a challenge. */
export interface LimitRule {
  readonly id: string;
  /** Null: every account, each with a count of its own. */
  readonly account: string | null;
  readonly action: LimitedAction;
  /** Whose attempts are counted together. */
  readonly per: 'account' | 'proxy' | 'address';
  readonly window_s: number;
  readonly soft: number | null;
  readonly hard: number | null;
  /** How many refusals in a row are answered before a challenge; null: any number. */
  readonly challenge_after: number | null;
  /** How long a soft refusal blocks. */
  readonly block_s: number;
}

export interface Attempt {
  readonly username: string;
  readonly actions: readonly LimitedAction[];
  readonly proxyUser: string | null;
  readonly address: string;
}

export type Refusal = { readonly kind: 'feedback'; readonly until: number } | { readonly kind: 'wait' | 'challenge' };

interface Meter {
  /** Times of the attempts that count, oldest first. */
  hits: number[];
  refusals: number;
  blockedUntil: number;
}

export interface RateLimits {
  /** Counts an attempt; what it is refused with, or null. */
  check(attempt: Attempt): Refusal | null;
  rules(): readonly LimitRule[];
  add(rule: LimitRule): void;
  remove(id: string): boolean;
  clear(): void;
  dump(): ReadonlyArray<readonly [string, Meter]>;
}

export const createRateLimits = (
  now: () => number,
  saved: ReadonlyArray<readonly [string, Meter]> = [],
): RateLimits => {
  const meters = new Map(saved);
  let rules: LimitRule[] = [];

  const meterOf = (rule: LimitRule, attempt: Attempt): Meter => {
    const subject = { account: attempt.username, proxy: attempt.proxyUser ?? '', address: attempt.address }[rule.per];
    const key = `${rule.id} ${subject}`;
    let meter = meters.get(key);
    if (!meter) meters.set(key, (meter = { hits: [], refusals: 0, blockedUntil: 0 }));
    return meter;
  };

  return {
    check: (attempt) => {
      if (rules.length === 0) return null;
      let refusal: Refusal | null = null;
      for (const rule of rules) {
        if (rule.account !== null && rule.account !== attempt.username) continue;
        if (!attempt.actions.includes(rule.action)) continue;
        refusal ??= measure(rule, meterOf(rule, attempt), now());
      }
      return refusal;
    },
    rules: () => rules,
    add: (rule) => {
      rules = [...rules.filter((one) => one.id !== rule.id), rule];
    },
    remove: (id) => {
      const before = rules.length;
      rules = rules.filter((one) => one.id !== id);
      for (const key of meters.keys()) if (key.startsWith(`${id} `)) meters.delete(key);
      return rules.length < before;
    },
    clear: () => {
      rules = [];
      meters.clear();
    },
    dump: () => [...meters],
  };
};

/** Counts one attempt on a meter. Attempts beyond the hard limit do not count, so waiting always helps. */
const measure = (rule: LimitRule, meter: Meter, time: number): Refusal | null => {
  if (meter.blockedUntil !== 0 && meter.blockedUntil <= time)
    Object.assign(meter, { hits: [], refusals: 0, blockedUntil: 0 });
  const start = time - rule.window_s * 1000;
  if ((meter.hits[0] ?? time) <= start) meter.hits = meter.hits.filter((hit) => hit > start);
  const count = meter.hits.length + 1;
  const overHard = rule.hard !== null && count > rule.hard;
  const overSoft = rule.soft !== null && count > rule.soft;
  if (!overHard) meter.hits.push(time);
  if (!overHard && !overSoft && meter.blockedUntil === 0) {
    meter.refusals = 0;
    return null;
  }
  meter.refusals++;
  if (rule.challenge_after !== null && meter.refusals > rule.challenge_after) return { kind: 'challenge' };
  if (overHard) return { kind: 'wait' };
  if (meter.blockedUntil === 0) meter.blockedUntil = time + rule.block_s * 1000;
  return { kind: 'feedback', until: meter.blockedUntil };
};
