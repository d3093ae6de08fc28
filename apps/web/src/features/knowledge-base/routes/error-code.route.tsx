import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { AppLink } from '../../../components/app-link.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Page } from '../../../components/page.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { withoutGaps } from '../../../lib/errors/gaps.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { paths } from '../../../lib/paths.ts';
import { errorCodeQuery } from '../api/error-code.query.ts';
import { pagesQuery } from '../api/pages.query.ts';
import { CodeArticle } from '../components/code-article.tsx';
import { fileOf } from '../page-names.ts';
import { useCounted, useSignedIn } from '../use-signed-in.ts';

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
        <EmptyState title="There is no such code" action={back}>
          Codes look like E-BOT-W-E0F7. It may be misspelt.
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
