import { Modal } from '@mantine/core';
import type { Job, JobRequest } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/links.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { jobPagesQuery } from '../../features/jobs/api/jobs.queries.ts';
import { Composer } from '../../features/jobs/components/composer.tsx';
import { useInfiniteQuery } from '@tanstack/react-query';
import { NewSchedule } from '../../features/schedules/components/new-schedule.tsx';
import { useChosenAccount } from '../../lib/chosen-account.ts';
import { useInstance } from '../../lib/instance.ts';
import { paths } from '../../lib/paths.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { limitsQuery } from '../../lib/queries/limits.query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { SIMULATED_HASHTAGS } from '../../lib/simulated-world.ts';
import { jobTitle } from '../../lib/words.ts';
import { RouteError } from '../route-error.tsx';

export { RouteError as ErrorBoundary };

export const loader = async (): Promise<null> => {
  if (await mayLoad()) {
    void queryClient.prefetchQuery(accountsQuery());
    void queryClient.prefetchQuery(limitsQuery());
    void queryClient.prefetchInfiniteQuery(jobPagesQuery({}));
  }
  return null;
};

const MOST_HASHTAGS = 8;
/** Of the name of a schedule. */
const MOST_NAME = 80;

/** Hashtags of the latest jobs, then those of the simulated world. */
const useHashtags = (): readonly string[] => {
  const { data } = useInfiniteQuery(jobPagesQuery({}));
  const simulated = useInstance()?.mode === 'simulator';
  const before = data?.pages.flatMap(({ items }) => items.flatMap(({ hashtag }) => hashtag ?? [])) ?? [];
  return [...new Set([...before, ...(simulated ? SIMULATED_HASHTAGS : [])])].slice(0, MOST_HASHTAGS);
};

export function Component() {
  const query = useQuery(accountsQuery());
  const { data: limits } = useQuery(limitsQuery());
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const hashtags = useHashtags();
  const [repeated, setRepeated] = useState<JobRequest | null>(null);
  const accounts = query.data?.items ?? [];
  const draft = Object.fromEntries(search);
  const remembered = useChosenAccount(accounts);
  const chosen = accounts.find(({ id }) => id === draft['account']) ?? remembered;
  return (
    <Page title="New job" lead="The bot does it at its pace, and tells the reason of everything it leaves out.">
      <QueryView query={query} skeleton={<SkeletonRows rows={5} height={64} />}>
        {() =>
          chosen ? (
            <>
              <Composer
                accounts={accounts}
                chosen={chosen}
                draft={{ action: draft['action'], source: draft['source'], hashtag: draft['hashtag'] }}
                limits={limits}
                hashtags={hashtags}
                onCreated={({ id }) => void navigate(paths.job.href(id), { replace: true })}
                onRepeat={setRepeated}
              />
              <Modal opened={repeated !== null} onClose={() => setRepeated(null)} title="Repeat this job" centered>
                {repeated && (
                  <NewSchedule
                    job={repeated}
                    name={jobTitle(repeated as Job).slice(0, MOST_NAME)}
                    cron="0 */3 * * *"
                    fillIn={[]}
                    accounts={accounts}
                    onCreated={() => void navigate(paths.schedules.href())}
                    onClose={() => setRepeated(null)}
                  />
                )}
              </Modal>
            </>
          ) : (
            <EmptyState
              title="A job needs an account"
              action={<LinkButton to={paths.dashboard.href()}>Connect an account</LinkButton>}
            >
              Connect an Instagram account first; the job is created for it.
            </EmptyState>
          )
        }
      </QueryView>
    </Page>
  );
}
