import type { ReactNode } from 'react';
import { ErrorBlock } from './error-block.tsx';
import { Loading } from './loading.tsx';

interface Props<Data> {
  readonly query: {
    readonly data: Data | undefined;
    readonly isError: boolean;
    readonly isFetching: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  /** The shape of what is being loaded. */
  readonly skeleton: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** What a query brought, or its skeleton, or why there is nothing. Data stays visible during a refetch. */
export function QueryView<Data>({ query, skeleton, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return <ErrorBlock error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  }
  return <Loading>{skeleton}</Loading>;
}
