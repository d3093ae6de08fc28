import { z } from 'zod';
import { ERROR_MODULES, SEVERITIES, SIDES } from './catalogue/index.ts';
import { answer, listAnswer, timestampSchema } from './common.ts';
import { errorSymbolSchema } from './problem.ts';

export const errorCodeSchema = z
  .object({
    code: z.string(),
    error: errorSymbolSchema,
    module: z.enum(ERROR_MODULES),
    severity: z.enum(SEVERITIES),
    status: z.int().describe('HTTP status where a request is answered with it'),
    title: z.string(),
    message: z.string(),
    cause: z.string(),
    side: z.enum(SIDES),
    steps: z.array(z.string()),
    clears_by_itself: z.boolean(),
    help: z.string().describe('address of its page in the knowledge base'),
    occurrences: z.int().min(0).optional().describe('how often it occurred: to you; to all, for administrators'),
    last_at: timestampSchema.optional(),
  })
  .meta({ id: 'ErrorCode' });
export type ErrorCode = z.infer<typeof errorCodeSchema>;

export const errorCodeListSchema = listAnswer('ErrorCodeList', errorCodeSchema);
export type ErrorCodeList = z.infer<typeof errorCodeListSchema>;

export const errorCodeAnswerSchema = answer('ErrorCodeAnswer', { error_code: errorCodeSchema });
export type ErrorCodeAnswer = z.infer<typeof errorCodeAnswerSchema>;

export const errorCodeParamsSchema = z.strictObject({
  code: z.string().regex(/^(E-[A-Z]{2,5}-[IWEC]-[0-9A-F]{4}|[A-Z_]{3,40})$/, 'is a code or a symbol'),
});
export type ErrorCodeParams = z.infer<typeof errorCodeParamsSchema>;
