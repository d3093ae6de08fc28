import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { AppLink } from '../../components/links.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RouteError } from '../route-error.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { withoutGaps } from '../../lib/errors/gaps.ts';
import { isRefusal } from '../../lib/http/request-error.ts';
import { paths } from '../../lib/paths.ts';
import { errorCodeQuery } from '../../features/knowledge-base/api/error-codes.queries.ts';
import { pagesQuery } from '../../features/knowledge-base/api/error-codes.queries.ts';
import { CodeArticle } from '../../features/knowledge-base/components/code-article.tsx';
import { fileOf } from '../../features/knowledge-base/page-text.ts';
import { useCounted, useSignedIn } from '../../features/knowledge-base/use-signed-in.ts';

export { RouteError as ErrorBoundary };

export function Component() {
  const { code = '' } = useParams();
  const query = useQuery(errorCodeQuery(code, useSignedIn()));
  const counted = useCounted();
  // Without the long text, the short one still says what to do.
  const pages = useQuery(pagesQuery);
  const unknown =
    query.data === null || isRefusal(query.error, 'NOT_FOUND') || isRefusal(query.error, 'VALIDATION_FAILED');
  const back = <AppLink to={paths.knowledgeBase.href()}>All error codes</AppLink>;
  if (unknown) {
    return (
      <Page title={code}>
        <EmptyState title="Unknown code" action={back}>
          Codes look like E-BOT-W-E0F7. Check the spelling.
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={query.data?.title ?? code} lead={query.data && withoutGaps(query.data.message)}>
      <QueryView query={query} skeleton={<SkeletonRows rows={4} height={56} />}>
        {(found) => found && <CodeArticle code={found} page={pages.data?.get(fileOf(found.error))} counted={counted} />}
      </QueryView>
      <div>{back}</div>
    </Page>
  );
}
