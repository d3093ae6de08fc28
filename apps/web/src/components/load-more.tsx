import { ActionButton } from './action-button.tsx';
import { ErrorBlock } from './error-block.tsx';

interface Props {
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly error: unknown;
    readonly fetchNextPage: () => unknown;
  };
  /** What there is more of: "Load older activity". */
  readonly children: string;
}

/** The next page of a list, below it. */
export function LoadMore({ query, children }: Props) {
  const load = () => void query.fetchNextPage();
  if (query.isFetchNextPageError) {
    return <ErrorBlock error={query.error} onRetry={load} retrying={query.isFetchingNextPage} />;
  }
  if (!query.hasNextPage) return null;
  return (
    <div>
      <ActionButton variant="default" busy={query.isFetchingNextPage} busyWords="Loading" onClick={load}>
        {children}
      </ActionButton>
    </div>
  );
}
