import { z } from 'zod';
import { answer, idSchema, listAnswer, messageShape, pageQueryShape, timestampSchema } from './common.ts';
import { interactionSchema } from './interactions.ts';
import { REVIEW_ANSWERS } from './review-answers.ts';

export * from './review-answers.ts';

export const reviewSchema = z
  .object({
    id: z.string().describe('that of its interaction'),
    interaction: interactionSchema,
    question: z.object(messageShape),
    sent: z.string().optional().describe('the text that was sent, where the action sends one'),
    options: z.array(z.enum(REVIEW_ANSWERS)),
    sent_at: timestampSchema,
  })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof reviewSchema>;

export const reviewsQuerySchema = z.strictObject({
  ...pageQueryShape,
  account_id: idSchema.optional().describe('default: all your accounts'),
});
export type ReviewsQuery = z.infer<typeof reviewsQuerySchema>;
export const reviewListSchema = listAnswer('ReviewList', reviewSchema);
export type ReviewList = z.infer<typeof reviewListSchema>;

export const reviewParamsSchema = z.strictObject({
  id: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the number of a review')
    .describe('number of the interaction'),
});

export const resolveReviewSchema = z
  .strictObject({
    answer: z
      .enum(REVIEW_ANSWERS)
      .describe('`not_done` gives the quota of its day back; the target is not tried again in either case'),
  })
  .meta({ id: 'ResolveReview' });
export type ResolveReview = z.infer<typeof resolveReviewSchema>;

export const reviewAnswerSchema = answer('ReviewAnswer', { interaction: interactionSchema });
