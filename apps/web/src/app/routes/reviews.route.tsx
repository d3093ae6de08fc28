import { useQuery } from '@tanstack/react-query';
import { Page } from '../../components/page.tsx';
import { ReviewList } from '../../features/reviews/components/review-list.tsx';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { reviewsQuery } from '../../lib/queries/reviews.query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { RouteError } from '../route-error.tsx';

export { RouteError as ErrorBoundary };

export const loader = async (): Promise<null> => {
  if (await mayLoad()) {
    void queryClient.prefetchQuery(accountsQuery());
    void queryClient.prefetchInfiniteQuery(reviewsQuery());
  }
  return null;
};

export function Component() {
  const { data } = useQuery(accountsQuery());
  const accounts = new Map((data?.items ?? []).map(({ id, instagram_username: name }) => [id, `@${name}`]));
  return (
    <Page
      title="Reviews"
      lead="The answer of Instagram was lost, and it does not show the outcome. Look in the app, then say what you see. The action is not tried again in either case; one that was not done does not count for its day."
    >
      <ReviewList accounts={accounts} />
    </Page>
  );
}
