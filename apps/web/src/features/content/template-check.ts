import {
  createDmTemplateSchema,
  type CreateDmTemplate,
  TEMPLATE_MAX,
  TEMPLATE_VARIABLES,
  type TemplateVariable,
  unknownVariables,
} from '@pacekeeper/contracts';
import { number } from '../../lib/format/number.ts';
import type { Checked, FieldErrors } from '../../lib/forms/use-form.ts';

/** As Instagram counts: characters, not the units that JavaScript stores them in. */
export const lengthOf = (text: string): number => [...text.trim().normalize('NFC')].length;

const bracketed = (name: TemplateVariable): string => `{${name}}`;
const KNOWN = TEMPLATE_VARIABLES.map(bracketed).join(', ');

/** What is wrong with a text, in the words of its screen; null: nothing. */
const wrongWith = (text: string): string | null => {
  if (text.trim() === '') return 'Write a text.';
  const length = lengthOf(text);
  if (length > TEMPLATE_MAX) return `Shorten the text by ${number(length - TEMPLATE_MAX)}.`;
  const unknown = unknownVariables(text);
  if (unknown.length > 0) return `${unknown.slice(0, 5).join(' ')} is not filled in. Use ${KNOWN}, or no brackets.`;
  return null;
};

export const checkTemplate = (typed: { name: string; text: string }): Checked<CreateDmTemplate> => {
  const parsed = createDmTemplateSchema.safeParse(typed);
  if (parsed.success) return { body: parsed.data };
  const fields = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const errors: FieldErrors = {
    ...(fields.has('name') && { name: 'Enter a name of 1 to 100 characters.' }),
    ...(fields.has('text') && { text: wrongWith(typed.text) ?? 'The text has characters that cannot be sent.' }),
  };
  return { errors };
};

/** The text with a variable at the selection, and where the cursor is then. */
export const withVariable = (text: string, name: TemplateVariable, from: number, to: number) => ({
  text: `${text.slice(0, from)}${bracketed(name)}${text.slice(to)}`,
  cursor: from + bracketed(name).length,
});
