import { type ReviewAnswer, type ReviewList, routes } from '@pacekeeper/contracts';
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { keys } from '../../../lib/query-keys.ts';

type ReviewPages = InfiniteData<ReviewList, string | null>;

/** The pages without a review that has its answer. */
export const without = (pages: ReviewPages, id: string): ReviewPages => ({
  ...pages,
  pages: pages.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== id) })),
});

/** Says whether an action was done; its row leaves the list once the API has the answer. */
export const useResolveReview = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: ReviewAnswer) => call(routes.reviews.resolve, { params: { id }, body: { answer } }),
    onSuccess: ({ interaction }) => {
      client.setQueryData<ReviewPages>(keys.reviews, (pages) => pages && without(pages, id));
      void client.invalidateQueries({ queryKey: keys.job(interaction.job_id) });
      void client.invalidateQueries({ queryKey: keys.limits });
    },
    onError: (error) => {
      // Answered elsewhere: the list is not what it was.
      if (isRefusal(error, 'CONFLICT') || isRefusal(error, 'NOT_FOUND'))
        void client.invalidateQueries({ queryKey: keys.reviews });
    },
  });
};
