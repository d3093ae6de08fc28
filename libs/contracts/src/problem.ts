import { z } from 'zod';
import { ERROR_SYMBOLS } from './catalogue/index.ts';
import { messageShape } from './common.ts';

export const errorSymbolSchema = z.enum(ERROR_SYMBOLS).describe('symbol of the error catalogue');

export const problemSchema = z
  .object({
    type: z.url().describe('page of the knowledge base'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    success: z.literal(false),
    error: errorSymbolSchema,
    code: z.string().describe('such as E-BOT-W-E0F7; never changes'),
    message: z.string().describe('same as detail'),
    correlation_id: z.string(),
    details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    steps: z
      .array(z.string())
      .optional()
      .describe('what to do, where the situation asks for other steps than the page of the code'),
    retry_after: z.int().min(0).optional().describe('seconds, also as header Retry-After'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });
export type Problem = z.infer<typeof problemSchema>;

/** An error as it is shown inside a success body (the last error of a bot, of a job). */
export const lastErrorSchema = z
  .object({
    error: errorSymbolSchema,
    code: z.string(),
    ...messageShape,
    help: z.string().describe('address of its page in the knowledge base'),
    at: z.iso.datetime(),
  })
  .meta({ id: 'LastError' });
export type LastError = z.infer<typeof lastErrorSchema>;
