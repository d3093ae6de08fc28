import { z } from 'zod';

/** Control characters, lone surrogates, other ends of a line and the marks that turn the direction of text: never part of a name. */
const UNSAFE_TEXT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Neither blank nor invisible, such as a joiner or a filler. */
const SEEN = /[^\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether a text shows anything at all. */
export const isSeen = (text: string): boolean => SEEN.test(text);

/** Whether a text may be kept and shown within a line. */
export const isSafeText = (text: string): boolean => !UNSAFE_TEXT.test(text);

/** One line of text a person typed: trimmed, NFC, without control characters and direction marks. */
export const lineOfText = (min: number, max: number) =>
  z
    .string()
    .max(max * 4, `must have at most ${max} characters`)
    .trim()
    .normalize('NFC')
    .min(min, min === 1 ? 'may not be empty' : `must have at least ${min} characters`)
    .max(max, `must have at most ${max} characters`)
    .refine(isSafeText, 'has characters that are not allowed')
    .refine((text) => min === 0 || text === '' || isSeen(text), 'may not be empty');

export const idSchema = z.uuid().describe('UUID');

export const timestampSchema = z.iso.datetime().describe('ISO 8601 in UTC');

/** Making a formatter costs more than the rest of a request, and there are few zones; the first answers are kept. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 2_000;

/**
 * Of a region, or UTC. Offsets such as +05:30 are no zones, and PostgreSQL reads them the other way round; what is left are
 * abbreviations and old names, which it does not know or takes for another place (IST, BST, MIT).
 */
const NAMED =
  /^(UTC|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)\/[A-Za-z0-9_+/-]+)$/i;

const isTimeZone = (zone: string): boolean => {
  if (!NAMED.test(zone)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};

export const timeZoneSchema = z
  .string()
  .max(64)
  .refine((zone) => {
    const before = known.get(zone);
    if (before !== undefined) return before;
    const is = isTimeZone(zone);
    if (known.size < MOST_KNOWN) known.set(zone, is);
    return is;
  }, 'is not a time zone of the IANA list')
  .describe('IANA time zone, such as Europe/Berlin');

export const cursorSchema = z
  .string()
  // Room for any key that a list is sorted by: a name of 64 characters is up to 2,112 bytes in the form that is compared.
  .max(4_096)
  .regex(/^[A-Za-z0-9_-]+$/, 'is not a cursor of an earlier answer')
  .describe('`next_cursor` of the page before');

/** The query of every list: at most 100 rows, going on behind `cursor`. */
export const pageQueryShape = {
  limit: z.coerce.number<number>().int().min(1).max(100).default(50).describe('rows, 1 to 100'),
  cursor: cursorSchema.optional(),
};

export const successSchema = z.object({ success: z.literal(true) }).meta({ id: 'Success' });

/** An answer that carries one thing under its noun. */
export const answer = <Shape extends z.ZodRawShape>(id: string, shape: Shape) =>
  z.object({ success: z.literal(true), ...shape }).meta({ id });

/** An answer that carries a page of things. */
export const listAnswer = <Item extends z.ZodType>(id: string, item: Item) =>
  answer(id, { items: z.array(item), next_cursor: z.string().nullable().describe('null at the end') });

export const idParamsSchema = z.strictObject({ id: idSchema });

/** Parameters of a message, as `render` takes them. */
const paramsSchema = z.record(z.string(), z.unknown()).describe('parameters of the symbol');

/** A message: English, and the symbol and parameters that `render` shows in any language. Rows from before symbols have no symbol. */
export const messageShape = {
  message: z.string().describe('in English'),
  message_symbol: z
    .string()
    .optional()
    .describe('symbol of the message; absent in rows from before there were symbols'),
  params: paramsSchema.optional(),
};

export const reasonShape = (description: string) => ({
  reason: z.string().optional().describe(description),
  reason_symbol: z.string().optional().describe('symbol of the reason; absent in rows from before there were symbols'),
  params: paramsSchema.optional(),
});
