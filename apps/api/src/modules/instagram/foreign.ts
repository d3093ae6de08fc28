/**
 * Tolerant readers of foreign data: each value may be missing, of another type, or nested one level deeper than usual.
 * Pure; none of them throws.
 */

export type Body = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON object, also where it comes as text; else an empty one. */
export const objectOf = (value: unknown): Body => {
  if (isRecord(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('{') || value.length > 100_000) return {};
  try {
    const parsed: unknown = JSON.parse(value);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
};

/** A list, or the values of an object in place of one. */
export const listOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value as unknown[];
  return isRecord(value) ? Object.values(value) : [];
};

/** Where an object keeps its text. */
const TEXT_KEYS = ['text', 'value', 'message', 'title', 'name', 'label'] as const;

/** Text as it is, digits of a number, or the text within an object; null for everything else. */
export const textOf = (value: unknown, depth = 2): string | null => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (!isRecord(value) || depth === 0) return null;
  for (const key of TEXT_KEYS) {
    const found = textOf(value[key], depth - 1);
    if (found !== null && found !== '') return found;
  }
  return null;
};

const YES = /^\s*(?:1|true|yes|on)\s*$/i;
const NO = /^\s*(?:0|false|no|off)\s*$/i;

/** A flag as a boolean, a number or a word; null where it says neither yes nor no. */
export const flagOf = (value: unknown): boolean | null => {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return null;
  if (YES.test(text)) return true;
  return NO.test(text) ? false : null;
};

/** A number, also where it comes as text; null for everything else. */
export const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && /^\s*\d{1,15}(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

const PK = /^\d{1,25}$/;

/** An id as a number, as text, or with its owner behind it (`12_34`); null where it is none. */
export const idOf = (value: unknown): string | null => {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().replace(/_\d{1,25}$/, '');
  return PK.test(text) ? text : null;
};

/** Control characters, halves of characters, and marks that turn the direction of text. */
const UNSHOWN = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Words of Instagram's users, as they may be shown and stored: at most `most` characters, none of them cut in half. */
export const cleanText = (value: unknown, most: number): string => {
  const text = textOf(value);
  if (text === null) return '';
  const shown = text.slice(0, most * 8).replaceAll(UNSHOWN, '');
  return shown.length <= most ? shown : [...shown].slice(0, most).join('');
};
