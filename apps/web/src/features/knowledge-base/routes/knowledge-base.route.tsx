import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { AppLink } from '../../../components/app-link.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Page } from '../../../components/page.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { paths } from '../../../lib/paths.ts';
import { errorCodesQuery } from '../api/error-codes.query.ts';
import { CodeFilterBar } from '../components/code-filters.tsx';
import { CodeList } from '../components/code-list.tsx';
import { filtersOf, matching } from '../matching.ts';
import { useSignedIn } from '../use-signed-in.ts';

export { RouteError as ErrorBoundary };

export function Component() {
  const query = useQuery(errorCodesQuery(useSignedIn()));
  const [search] = useSearchParams();
  const filters = filtersOf(search);
  return (
    <Page
      title="Knowledge base"
      lead="Every refusal, skip and stop has a code. Here is what each means and what to do."
    >
      <CodeFilterBar filters={filters} />
      <QueryView query={query} skeleton={<SkeletonRows rows={8} height={64} />}>
        {(codes) => {
          const found = matching(codes, filters);
          return found.length > 0 ? (
            <CodeList codes={found} />
          ) : (
            <EmptyState
              title="No code matches"
              action={<AppLink to={paths.knowledgeBase.href()}>Show every code</AppLink>}
            >
              Try fewer words, or the code itself, such as E-BOT-W-E0F7.
            </EmptyState>
          );
        }}
      </QueryView>
    </Page>
  );
}
