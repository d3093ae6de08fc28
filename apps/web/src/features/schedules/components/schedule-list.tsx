import type { Schedule } from '@pacekeeper/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { announce } from '../../../lib/announce.ts';
import { useKeptFocus } from '../../../lib/focus.ts';
import { useRemoveSchedule } from '../api/schedules.mutations.ts';
import { schedulesQuery } from '../api/schedules.queries.ts';
import { ScheduleCard } from './schedule-card.tsx';
import classes from './schedules.module.css';

interface Props {
  /** "@mia.travels", by the ids of accounts. */
  readonly accounts: ReadonlyMap<string, string>;
}

export function ScheduleList({ accounts }: Props) {
  const query = useInfiniteQuery(schedulesQuery());
  const schedules = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const remove = useRemoveSchedule();
  const [asked, setAsked] = useState<Schedule | null>(null);
  const here = useKeptFocus<HTMLDivElement>(`${asked?.id} ${schedules.map(({ id }) => id).join()}`);
  const close = () => {
    remove.reset();
    setAsked(null);
  };
  const run = () =>
    asked &&
    remove.mutate(asked.id, {
      onSuccess: () => {
        close();
        announce(`${asked.name} is deleted`);
      },
    });
  return (
    <div className={classes.list} ref={here} tabIndex={-1}>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={120} />}>
        {() =>
          schedules.length > 0 ? (
            schedules.map((schedule) => (
              <ScheduleCard
                key={schedule.id}
                schedule={schedule}
                account={accounts.get(schedule.account_id)}
                onRemove={() => setAsked(schedule)}
              />
            ))
          ) : (
            <EmptyState title="No schedules yet">
              A schedule creates a job again at set times. Begin with a recipe, or press Repeat where you make a job.
            </EmptyState>
          )
        }
      </QueryView>
      <LoadMore query={query}>Load earlier schedules</LoadMore>
      <ConfirmDialog
        opened={asked !== null}
        title={`Delete ${asked?.name ?? ''}?`}
        confirm="Delete schedule"
        busyWords="Deleting"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={run}
        onClose={close}
      >
        It creates no further jobs. Jobs that it created stay.
      </ConfirmDialog>
    </div>
  );
}
