import { z } from 'zod';
import { activitySchema } from './activity.ts';
import { botSchema } from './bot.ts';
import { messageShape } from './common.ts';
import { jobSchema } from './jobs.ts';
import { limitsSchema } from './limits.ts';

export const noticeSchema = z
  .object({
    kind: z
      .enum(['signed_out', 'refresh', 'fleet', 'too_many_streams'])
      .describe(
        '`too_many_streams`: this stream ends, since newer ones of the user are open; do not open it again at once',
      ),
    ...messageShape,
  })
  .meta({ id: 'Notice' });

/** What `GET events` sends, by the name after `event:`. */
export const EVENT_SCHEMAS = {
  bot: botSchema,
  job: jobSchema,
  activity: activitySchema,
  quota: limitsSchema,
  notice: noticeSchema,
} as const;
export type EventName = keyof typeof EVENT_SCHEMAS;
export type EventData<Name extends EventName> = z.infer<(typeof EVENT_SCHEMAS)[Name]>;
