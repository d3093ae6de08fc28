import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type LoaderFunctionArgs, useSearchParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { AppLink, LinkButton } from '../../components/links.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { jobPagesQuery } from '../../features/jobs/api/jobs.queries.ts';
import { JobFilterBar } from '../../features/jobs/components/job-filters.tsx';
import { JobTable } from '../../features/jobs/components/job-table.tsx';
import { filtersOf } from '../../features/jobs/filters.ts';
import { paths } from '../../lib/paths.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { RouteError } from '../route-error.tsx';

export { RouteError as ErrorBoundary };

export const loader = async ({ request }: LoaderFunctionArgs): Promise<null> => {
  if (await mayLoad()) {
    void queryClient.prefetchQuery(accountsQuery());
    void queryClient.prefetchInfiniteQuery(jobPagesQuery(filtersOf(new URL(request.url).searchParams)));
  }
  return null;
};

export function Component() {
  const [search] = useSearchParams();
  const filters = filtersOf(search);
  const query = useInfiniteQuery(jobPagesQuery(filters));
  const { data: list } = useQuery(accountsQuery());
  const accounts = new Map((list?.items ?? []).map(({ id, instagram_username: name }) => [id, `@${name}`]));
  const jobs = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title="Jobs"
      lead="What you asked the bots to do, the newest first."
      action={
        <LinkButton
          to={paths.newJob.href({ account: filters.account_id })}
          variant="filled"
          icon={<IconPlus size={16} stroke={1.5} aria-hidden="true" />}
        >
          New job
        </LinkButton>
      }
    >
      <JobFilterBar filters={filters} accounts={accounts} />
      <QueryView query={query} skeleton={<SkeletonRows rows={8} height={40} />}>
        {() =>
          jobs.length > 0 ? (
            <JobTable jobs={jobs} accounts={accounts} />
          ) : filters.state || filters.account_id ? (
            <EmptyState
              title="No job matches these filters"
              action={<AppLink to={paths.jobs.href()}>Show every job</AppLink>}
            >
              Choose another state, or another account.
            </EmptyState>
          ) : (
            <EmptyState
              title="No jobs yet"
              action={<LinkButton to={paths.newJob.href()}>Create the first job</LinkButton>}
            >
              A job says what to do, to whom and how often. The bot does it at its pace.
            </EmptyState>
          )
        }
      </QueryView>
      <LoadMore query={query}>Load earlier jobs</LoadMore>
    </Page>
  );
}
