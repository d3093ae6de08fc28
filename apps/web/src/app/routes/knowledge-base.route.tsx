import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { AppLink } from '../../components/links.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RouteError } from '../route-error.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { paths } from '../../lib/paths.ts';
import { errorCodesQuery } from '../../features/knowledge-base/api/error-codes.queries.ts';
import { CodeFilterBar } from '../../features/knowledge-base/components/code-filters.tsx';
import { CodeList } from '../../features/knowledge-base/components/code-list.tsx';
import { filtersOf, matching } from '../../features/knowledge-base/matching.ts';
import { usePageWords } from '../../features/knowledge-base/use-page-words.ts';
import { useCounted, useSignedIn } from '../../features/knowledge-base/use-signed-in.ts';

export { RouteError as ErrorBoundary };

const SKELETON = <SkeletonRows rows={8} height={64} />;

export function Component() {
  const query = useQuery(errorCodesQuery(useSignedIn()));
  const [search] = useSearchParams();
  const filters = filtersOf(search);
  const counted = useCounted();
  const { wordsOfPage, loading } = usePageWords(filters.text !== '');
  return (
    <Page
      title="Help"
      lead="The knowledge base: every refusal, skip and stop has a code. Here is what each means and what to do."
    >
      <CodeFilterBar filters={filters} counted={counted} />
      <QueryView query={query} skeleton={SKELETON}>
        {(codes) => {
          const found = matching(codes, filters, wordsOfPage);
          if (found.length > 0) return <CodeList codes={found} />;
          // The words may be in a page that is still loading.
          if (loading) return <Loading>{SKELETON}</Loading>;
          return (
            <EmptyState
              title={filters.occurred && !filters.text ? 'Nothing of this kind has happened' : 'No code matches'}
              action={<AppLink to={paths.knowledgeBase.href()}>Show every code</AppLink>}
            >
              {filters.occurred && !filters.text
                ? 'Errors of bots, connections and your own requests are counted here once they occur.'
                : 'Try fewer words, or the code itself, such as E-BOT-W-E0F7.'}
            </EmptyState>
          );
        }}
      </QueryView>
    </Page>
  );
}
