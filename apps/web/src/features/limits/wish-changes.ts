import { setWishesSchema, type Limits, type SetWishes } from '@pacekeeper/contracts';
import { number } from '../../lib/format/number.ts';
import { checkWith, wholeNumber } from '../../lib/forms/check-with.ts';
import { LIMIT_ROWS } from './limit-changes.ts';
import type { Checked, FieldErrors } from '../../lib/forms/use-form.ts';

export type WishTexts = Readonly<Record<string, string>>;

/** The text of the fields: the user's own lower limits; empty if there is none. */
export const wishTexts = (limits: Limits): WishTexts =>
  Object.fromEntries(LIMIT_ROWS.map(({ action, field }) => [field, String(limits.actions[action].wish ?? '')]));

/** The fields that differ from what holds; one that was emptied takes the wish back. */
const changesOf = (typed: WishTexts, limits: Limits) => {
  const shown = wishTexts(limits);
  return LIMIT_ROWS.map(({ action, field }) => ({
    field,
    most: limits.actions[action].limit,
    text: typed[field]?.trim() ?? '',
  }))
    .filter(({ field, text }) => text !== shown[field])
    .map(({ field, most, text }) => ({ field, most, wish: text === '' ? null : wholeNumber(text) }));
};

/** The body that changes the user's own limits, or what is wrong with it. Empty: nothing differs. */
export const checkWishes = (typed: WishTexts, limits: Limits): Checked<SetWishes> => {
  const changes = changesOf(typed, limits);
  const errors: FieldErrors = Object.fromEntries(
    changes
      .filter(({ most, wish }) => wish !== null && !(wish <= most))
      .map(({ field, most }) => [field, `Enter a whole number from 0 to ${number(most)}, or leave it empty.`]),
  );
  if (Object.keys(errors).length > 0) return { errors };
  const body = Object.fromEntries(changes.map(({ field, wish }) => [field, wish]));
  return changes.length === 0 ? { body } : checkWith<SetWishes>(setWishesSchema, body);
};
