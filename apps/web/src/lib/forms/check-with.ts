import { inWords } from '@pacekeeper/contracts';
import type { ZodType } from 'zod';
import '../http/answers.ts';
import { type Checked, sentence } from './use-form.ts';

/** Whole number of a field that holds text; NaN, which no contract takes, for anything else. */
export const wholeNumber = (text: string): number => (/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN);

/**
 * Checks a body by its contract. `words` says for each field what it should be, in the words of its screen; a field
 * that has none gets the contract's.
 */
export const checkWith = <Body>(
  schema: ZodType<Body>,
  body: unknown,
  words: Readonly<Record<string, string>> = {},
): Checked<Body> => {
  const parsed = schema.safeParse(body, { error: inWords });
  if (parsed.success) return { body: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    const field = String(path[0] ?? '');
    errors[field] ??= words[field] ?? sentence(message);
  }
  return { errors };
};
