import { matchesGlob } from '../support/glob.ts';
import type { Random } from '../support/random.ts';
import type { ActionName } from './actions.ts';

/**
 * When the effects of accepted calls land.
 * `client_gone`: at once while the client waits; `land_after_ms` after its connection closed, where it left before the answer.
 * `after_answer`: `land_after_ms` after the answer, always.
 */
export interface LandingRule {
  readonly id: string;
  readonly account: string | null;
  readonly action: ActionName | 'any';
  readonly path: string | null;
  readonly when: 'client_gone' | 'after_answer';
  readonly land_after_ms: number;
  /** `exact`, or `up_to`: a seeded time between 0 and land_after_ms. */
  readonly spread: 'exact' | 'up_to';
}

export interface Landing {
  readonly when: LandingRule['when'];
  readonly afterMs: number;
}

export const landingFor = (
  rules: readonly LandingRule[],
  call: { username: string; path: string; actions: readonly ActionName[] },
  random: Random,
): Landing | null => {
  for (const rule of rules) {
    if (rule.account !== null && rule.account !== call.username) continue;
    if (rule.action !== 'any' && !call.actions.includes(rule.action)) continue;
    if (rule.path !== null && !matchesGlob(rule.path, call.path)) continue;
    const afterMs = rule.spread === 'exact' ? rule.land_after_ms : Math.floor(random.next() * (rule.land_after_ms + 1));
    return { when: rule.when, afterMs };
  }
  return null;
};
