import type { ErrorSymbol } from '@pacekeeper/contracts';
import type { Answer } from '../../instagram/index.ts';
import type { Applied } from '../actions/action.ts';

/** What became of an action, and what there is to say of it. */
export type Outcome =
  | { readonly state: 'confirmed'; readonly applied: Applied }
  | { readonly state: 'refused' | 'unknown' | 'needs_review'; readonly symbol: ErrorSymbol };

/** What an answer settles an intent to. */
export type Settling = Outcome & { readonly state: 'confirmed' | 'refused' | 'unknown' };

/** Answers that do not refuse: the call was lost, or the answer cannot be read. */
const NO_REFUSAL: ReadonlySet<ErrorSymbol> = new Set(['INSTAGRAM_UNAVAILABLE', 'INSTAGRAM_UNEXPECTED']);

/**
 * Pure: what an answer makes of the intent. A refusal after which the action may have taken effect anyway stays unknown,
 * with its reason, until it was read back: only then is its quota given back.
 */
export const outcomeOf = (answer: Answer<Applied>): Settling => {
  if (answer.ok) {
    return answer.value.applied
      ? { state: 'confirmed', applied: answer.value }
      : { state: 'refused', symbol: 'ACTION_NOT_APPLIED' };
  }
  const { effect, symbol } = answer.failure;
  if (effect === 'none') return { state: 'refused', symbol };
  return { state: 'unknown', symbol: NO_REFUSAL.has(symbol) ? 'OUTCOME_UNKNOWN' : symbol };
};

/**
 * Pure: what reading back makes of it; `found` null: Instagram does not show it. `refusal`: the reason that Instagram
 * gave, where it gave one.
 */
export const outcomeOfReading = (
  found: Applied | null,
  refusal: ErrorSymbol | null,
): Outcome & { readonly state: 'confirmed' | 'refused' | 'needs_review' } => {
  const given = refusal === 'OUTCOME_UNKNOWN' ? null : refusal;
  if (!found) return { state: 'needs_review', symbol: given ?? 'OUTCOME_UNKNOWN' };
  if (found.applied) return { state: 'confirmed', applied: found };
  return { state: 'refused', symbol: given ?? 'ACTION_NOT_APPLIED' };
};
