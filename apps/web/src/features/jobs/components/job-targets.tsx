import { ACTIVITY_STATUSES, type Activity, type ActivityStatus } from '@pacekeeper/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { ActivityStatusChip } from '../../../components/activity-status-chip.tsx';
import { Choice } from '../../../components/choice.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { AppLink } from '../../../components/links.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { sentenceCase } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { useSaid } from '../../../lib/said.ts';
import { targetsQuery } from '../api/jobs.queries.ts';
import classes from './job-pages.module.css';

interface Props {
  readonly jobId: string;
}

/** What the job did to whom, what it skipped and why, live; the filter lives in the address. */
export function JobTargets({ jobId }: Props) {
  const [search, setSearch] = useSearchParams();
  const status = ACTIVITY_STATUSES.find((one) => one === search.get('status'));
  const query = useInfiniteQuery(targetsQuery(jobId, { status }));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const choose = (value: string) =>
    setSearch(value ? { status: value } : {}, { preventScrollReset: true, replace: true });
  return (
    <Section title="What it did">
      <search className={classes.filters} aria-label="Filter what it did">
        <Choice
          label="Status"
          value={status ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            { value: '', label: 'Every status' },
            ...ACTIVITY_STATUSES.map((one) => ({ value: one, label: sentenceCase(one) })),
          ]}
        />
      </search>
      <QueryView query={query} skeleton={<SkeletonRows rows={8} height={32} />}>
        {() => (rows.length > 0 ? <TargetTable rows={rows} /> : <Nothing status={status} />)}
      </QueryView>
      <LoadMore query={query}>Load earlier ones</LoadMore>
    </Section>
  );
}

interface NothingProps {
  readonly status: ActivityStatus | undefined;
}

function Nothing({ status }: NothingProps) {
  return status ? (
    <EmptyState title="Nothing has this status">Choose another one.</EmptyState>
  ) : (
    <EmptyState title="Nothing yet">Each action and each skip appears here as it happens, with its reason.</EmptyState>
  );
}

interface TableProps {
  readonly rows: readonly Activity[];
}

function TargetTable({ rows }: TableProps) {
  const said = useSaid();
  return (
    <DataTable heads={['Time', 'Status', 'Target', 'What happened', 'Code']}>
      {rows.map((row) => (
        <tr key={row.id}>
          <td data-label="Time" className={classes.time}>
            <RelativeTime at={row.at} />
          </td>
          <td data-label="Status">
            <ActivityStatusChip status={row.status} />
          </td>
          <td data-label="Target" className={classes.name}>
            {row.target && `@${row.target.username ?? row.target.pk}`}
          </td>
          <td data-label="What">{said(row)}</td>
          <td data-label="Code" className={classes.code}>
            {row.error_code && <AppLink to={paths.errorCode.href(row.error_code)}>{row.error_code}</AppLink>}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
