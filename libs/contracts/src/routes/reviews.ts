import * as review from '../reviews.ts';
import { route } from './entry.ts';

export const reviews = {
  list: route({
    method: 'GET',
    path: '/api/bot/reviews',
    area: 'bot',
    summary: 'Actions whose outcome only you can tell, the newest first',
    access: 'bot.read',
    query: review.reviewsQuerySchema,
    answer: review.reviewListSchema,
  }),
  resolve: route({
    method: 'POST',
    path: '/api/bot/reviews/:id/resolve',
    area: 'bot',
    summary: 'Say whether an action was done',
    access: 'bot.operate',
    params: review.reviewParamsSchema,
    body: review.resolveReviewSchema,
    answer: review.reviewAnswerSchema,
  }),
};
