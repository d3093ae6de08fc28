import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { LinkButton } from '../../components/links.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { AccountLines } from '../../features/dashboard/components/account-lines.tsx';
import classes from '../../features/dashboard/components/dashboard.module.css';
import { LatestEvents } from '../../features/dashboard/components/latest-events.tsx';
import { NeedsYou } from '../../features/dashboard/components/needs-you.tsx';
import { OpenJobs } from '../../features/dashboard/components/open-jobs.tsx';
import { Today } from '../../features/dashboard/components/today.tsx';
import { useKeptFocus } from '../../lib/focus.ts';
import { paths } from '../../lib/paths.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { latestActivityQuery } from '../../lib/queries/latest-activity.query.ts';
import { limitsQuery } from '../../lib/queries/limits.query.ts';
import { openJobsQuery } from '../../lib/queries/open-jobs.query.ts';
import { useReviewCount } from '../../lib/queries/reviews.query.ts';
import { useMyWork } from '../../lib/queries/use-my-work.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { RouteError } from '../route-error.tsx';
import { DashboardGuide, useGuide } from './dashboard-guide.tsx';

export { RouteError as ErrorBoundary };

export const loader = async (): Promise<null> => {
  if (await mayLoad()) {
    void queryClient.prefetchQuery(accountsQuery());
    void queryClient.prefetchQuery(openJobsQuery());
    void queryClient.prefetchQuery(limitsQuery());
    void queryClient.prefetchQuery(latestActivityQuery());
  }
  return null;
};

export function Component() {
  const query = useQuery(accountsQuery());
  const guide = useGuide(query.data?.items);
  if (query.data && guide.shown) {
    return (
      <Page title="Welcome to Pacekeeper" lead="Three steps to the first follow.">
        <DashboardGuide account={query.data.items[0] ?? null} jobs={guide.jobs} />
      </Page>
    );
  }
  return (
    <Page
      title="Dashboard"
      action={
        <LinkButton
          to={paths.newJob.href()}
          variant="filled"
          icon={<IconPlus size={16} stroke={1.5} aria-hidden="true" />}
        >
          New job
        </LinkButton>
      }
    >
      <QueryView
        query={guide.loading ? { ...query, data: undefined } : query}
        skeleton={<SkeletonRows rows={4} height={72} />}
      >
        {() => <Overview />}
      </QueryView>
    </Page>
  );
}

/** Is anything wrong, what needs me, what happens next. */
function Overview() {
  const { accounts, bots, openJobs, needs } = useMyWork({ all: true });
  const reviews = useReviewCount();
  // What needed the person goes with its button.
  const here = useKeptFocus<HTMLDivElement>(
    [reviews !== null, ...needs.map(({ kind, username }) => `${kind} ${username}`)].join(),
  );
  return (
    <>
      <NeedsYou needs={needs} reviews={reviews} />
      <div ref={here} tabIndex={-1}>
        <AccountLines accounts={accounts} bots={bots} openJobs={openJobs} />
      </div>
      <Today several={accounts.length > 1} />
      <div className={classes.columns}>
        <LatestEvents />
        <OpenJobs jobs={openJobs} bots={bots} accounts={accounts} />
      </div>
    </>
  );
}
