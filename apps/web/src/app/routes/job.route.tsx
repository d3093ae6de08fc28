import { idSchema } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { AppLink } from '../../components/links.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { jobQuery } from '../../features/jobs/api/jobs.queries.ts';
import { JobChip } from '../../features/jobs/components/job-chip.tsx';
import { JobOverview } from '../../features/jobs/components/job-overview.tsx';
import { JobPlan } from '../../features/jobs/components/job-plan.tsx';
import classes from '../../features/jobs/components/job-pages.module.css';
import { JobTargets } from '../../features/jobs/components/job-targets.tsx';
import { isRefusal } from '../../lib/http/request-error.ts';
import { paths } from '../../lib/paths.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { botQuery } from '../../lib/queries/bots.query.ts';
import { isPlan } from '../../lib/selectors/job-state.ts';
import { jobTitle } from '../../lib/words.ts';
import { RouteError } from '../route-error.tsx';

export { RouteError as ErrorBoundary };

export function Component() {
  const { id = '' } = useParams();
  return idSchema.safeParse(id).success ? <JobPage key={id} id={id} /> : <NotFound />;
}

interface Props {
  readonly id: string;
}

/** One job, live, under its own address. */
function JobPage({ id }: Props) {
  const query = useQuery(jobQuery(id));
  const job = query.data;
  const { data: list } = useQuery(accountsQuery());
  const account = list?.items.find((one) => one.id === job?.account_id);
  const { data: bot } = useQuery({ ...botQuery(account?.id ?? ''), enabled: account !== undefined });
  if (isRefusal(query.error, 'NOT_FOUND')) return <NotFound />;
  return (
    <Page
      title={job ? jobTitle(job) : 'Job'}
      lead={
        <span className={classes.lead}>
          {job && <JobChip job={job} />}
          <AppLink to={paths.jobs.href()}>All jobs</AppLink>
        </span>
      }
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={4} height={64} />}>
        {(found) => (
          <>
            <JobOverview job={found} bot={bot} account={account} />
            {isPlan(found) ? <JobPlan job={found} bot={bot} /> : <JobTargets jobId={found.id} />}
          </>
        )}
      </QueryView>
    </Page>
  );
}
