import { z } from 'zod';
import { isSeen } from './common.ts';

/** What a text for messages may name, each in curly brackets. */
export const TEMPLATE_VARIABLES = ['username', 'full_name', 'follower_count', 'following_count'] as const;
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number];

/** Instagram counts characters, not UTF-16 units. */
export const TEMPLATE_MAX = 1_000;

const isVariable = (name: string): name is TemplateVariable => (TEMPLATE_VARIABLES as readonly string[]).includes(name);

/** Control characters except the end of a line, and halves of characters. */
const UNSENDABLE = /[^\P{Cc}\n]|\p{Cs}/u;

/** Each pair of brackets, and each bracket that has no partner. */
const BRACKETS = /\{([^{}]*)\}|[{}]/g;

/** Text in brackets that is no variable, and single brackets. */
export const unknownVariables = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(BRACKETS)].flatMap(([whole, name]) => (name !== undefined && isVariable(name) ? [] : [whole])),
  ),
];

export const templateTextSchema = z
  .string()
  .max(TEMPLATE_MAX * 8)
  .transform((text) => text.replaceAll(/\r\n?/g, '\n').trim().normalize('NFC'))
  .pipe(
    z
      .string()
      .min(1, 'may not be empty')
      .refine((text) => text === '' || isSeen(text), 'may not be empty')
      .refine((text) => [...text].length <= TEMPLATE_MAX, `must have at most ${TEMPLATE_MAX} characters`)
      .refine((text) => !UNSENDABLE.test(text), 'has characters that are not allowed')
      .refine((text) => unknownVariables(text).length === 0, {
        error: ({ input }) =>
          `has what is no variable: ${unknownVariables(String(input)).slice(0, 5).join(' ')}; known are ${TEMPLATE_VARIABLES.map((name) => `{${name}}`).join(' ')}`,
      }),
  )
  .describe(`at most ${TEMPLATE_MAX} characters, with ${TEMPLATE_VARIABLES.map((name) => `{${name}}`).join(' ')}`);

/** With a scheme, with www, or a host with an ending that is common. Addresses of mail are none. */
const LINK =
  /(?<![\p{L}\p{N}@._-])(?:https?:\/\/\S+|www\.[\p{L}\p{N}-]+\.\S+|(?:[\p{L}\p{N}-]+\.)+(?:com|net|org|info|io|co|me|app|shop|store|link|ly|gl|de|at|ch|es|eu|uk|fr|it|nl|us|xyz|online|site)(?![\p{L}\p{N}_@-])(?:\/\S*)?)/giu;

/** The links in a text: Instagram takes strangers' messages with links for spam. */
export const linksIn = (text: string): string[] => text.match(LINK) ?? [];

export interface TemplateValues {
  readonly username: string;
  readonly full_name: string | null;
  readonly follower_count: number | null;
  readonly following_count: number | null;
}

/** The message for one person; null where the text names a number that is not known. Without a full name, the user name serves. */
export const fillTemplate = (text: string, values: TemplateValues): string | null => {
  let complete = true;
  const filled = text.replaceAll(BRACKETS, (whole, name: string | undefined) => {
    if (name === undefined || !isVariable(name)) return whole;
    const value = name === 'full_name' ? values.full_name?.trim() || values.username : values[name];
    if (value === null) complete = false;
    return String(value);
  });
  return complete ? filled : null;
};
