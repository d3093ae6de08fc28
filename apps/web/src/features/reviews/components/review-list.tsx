import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../components/empty-state.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useKeptFocus } from '../../../lib/focus.ts';
import { reviewsQuery } from '../../../lib/queries/reviews.query.ts';
import { ReviewRow } from './review-row.tsx';
import classes from './reviews.module.css';

interface Props {
  /** "@mia.travels", by the ids of accounts. */
  readonly accounts: ReadonlyMap<string, string>;
}

/** Everything that waits for the person's word. */
export function ReviewList({ accounts }: Props) {
  const query = useInfiniteQuery(reviewsQuery());
  const reviews = query.data?.pages.flatMap(({ items }) => items) ?? [];
  // A question goes with its buttons.
  const here = useKeptFocus<HTMLDivElement>(reviews.map(({ id }) => id).join());
  return (
    <div className={classes.list} ref={here} tabIndex={-1}>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={96} />}>
        {() =>
          reviews.length > 0 ? (
            <ul className={classes.reviews}>
              {reviews.map((review) => (
                <ReviewRow key={review.id} review={review} account={accounts.get(review.interaction.account_id)} />
              ))}
            </ul>
          ) : (
            <EmptyState title="Nothing waits for your answer">
              Where an answer of Instagram is lost and the outcome cannot be read, the question appears here.
            </EmptyState>
          )
        }
      </QueryView>
      <LoadMore query={query}>Load earlier ones</LoadMore>
    </div>
  );
}
