import { ACTION_LABELS, ACTIONS, LIMIT_FIELDS, LIMIT_MAX, setLimitsSchema } from '@pacekeeper/contracts';
import type { Action, LimitField, Limits, SetLimits } from '@pacekeeper/contracts';
import { number, sentenceCase } from '../../lib/format/number.ts';
import { checkWith, wholeNumber } from '../../lib/forms/check-with.ts';
import type { Checked } from '../../lib/forms/use-form.ts';

/** The fields of a form of limits, in the order of the actions. */
export const LIMIT_ROWS: readonly { action: Action; field: LimitField; label: string }[] = ACTIONS.map((action) => ({
  action,
  field: LIMIT_FIELDS[action],
  label: sentenceCase(ACTION_LABELS[action].many),
}));

const WRONG = `Enter a whole number from 0 to ${number(LIMIT_MAX)}.`;
const WORDS = {
  ...Object.fromEntries(LIMIT_ROWS.map(({ field }) => [field, WRONG])),
  reason: 'Write 3 to 300 characters on one line, or leave it empty.',
};

/** What was typed into the fields of a form; an untouched field has no value. */
export type LimitTexts = Readonly<Record<string, string>>;

/** The text of a field: what was typed, else the current limit. */
export const limitText = (typed: LimitTexts, limits: Limits, action: Action): string =>
  typed[LIMIT_FIELDS[action]] ?? String(limits.actions[action].limit);

/** The fields that differ from the current limits, as numbers. Nothing else is sent: others may change the rest. */
const changesOf = (typed: LimitTexts, limits: Limits): Record<string, number> =>
  Object.fromEntries(
    LIMIT_ROWS.map(({ action, field }) => [
      field,
      limitText(typed, limits, action).trim(),
      limits.actions[action].limit,
    ])
      .filter(([, text, limit]) => text !== String(limit))
      .map(([field, text]) => [field, wholeNumber(String(text))]),
  );

/** The body that changes the limits, or what is wrong with it; `form` says that there is nothing to send. */
export const checkLimits = (typed: LimitTexts, limits: Limits): Checked<SetLimits> => {
  const changes = changesOf(typed, limits);
  if (Object.keys(changes).length === 0) return { errors: { form: 'must differ from what holds now' } };
  const reason = typed['reason']?.trim();
  return checkWith<SetLimits>(setLimitsSchema, { ...changes, ...(reason && { reason }) }, WORDS);
};

/** The default limits, taken from one user's limits. */
export const standardOf = (limits: Limits): Limits => ({
  ...limits,
  actions: Object.fromEntries(
    ACTIONS.map((action) => [action, { ...limits.actions[action], limit: limits.actions[action].standard }]),
  ) as Limits['actions'],
});
