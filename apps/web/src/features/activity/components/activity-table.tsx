import { UnstyledButton } from '@mantine/core';
import type { Activity } from '@pacekeeper/contracts';
import { memo } from 'react';
import { ActivityStatusChip } from '../../../components/activity-status-chip.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { AppLink } from '../../../components/links.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { paths } from '../../../lib/paths.ts';
import { useSaid } from '../../../lib/said.ts';
import { activityLabel } from '../../../lib/words.ts';
import classes from './activity.module.css';

interface ActivityTableProps {
  readonly rows: readonly Activity[];
  /** The names of the user's accounts, by their ids. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly arrived: ReadonlySet<string>;
  readonly onOpen: (row: Activity) => void;
}

/** One row for each thing that happened; on a phone the same as a list. */
export function ActivityTable({ rows, accounts, arrived, onOpen }: ActivityTableProps) {
  const several = accounts.size > 1;
  const nameOf = ({ account_id: id }: Activity) => (id && accounts.get(id)) ?? '';
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Status</th>
          <th scope="col">Action</th>
          {several && <th scope="col">Account</th>}
          <th scope="col">Target</th>
          <th scope="col">What happened</th>
          <th scope="col">Code</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ActivityRow
            key={row.id}
            row={row}
            account={several ? nameOf(row) : null}
            fresh={arrived.has(row.id)}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </table>
  );
}

interface ActivityRowProps {
  readonly row: Activity;
  /** Whose it is, where there are several: "@mia.travels"; empty where it is no single account's. */
  readonly account: string | null;
  /** It has just arrived. */
  readonly fresh: boolean;
  readonly onOpen: (row: Activity) => void;
}

const ActivityRow = memo(function ActivityRow({ row, account, fresh, onOpen }: ActivityRowProps) {
  const message = useSaid()(row);
  return (
    <tr className={classes.row} data-fresh={fresh || undefined}>
      <td className={classes.time}>
        <RelativeTime at={row.at} />
      </td>
      <td className={classes.status}>
        <ActivityStatusChip status={row.status} />
      </td>
      <td className={classes.action}>
        <UnstyledButton className={classes.open} aria-haspopup="dialog" onClick={() => onOpen(row)}>
          {activityLabel(row.action)}
        </UnstyledButton>
      </td>
      {account !== null && <td className={classes.account}>{account}</td>}
      <td className={classes.target}>{row.target && `@${row.target.username ?? row.target.pk}`}</td>
      <td className={classes.message}>{message}</td>
      <td className={classes.code}>
        {row.error_code && <AppLink to={paths.errorCode.href(row.error_code)}>{row.error_code}</AppLink>}
      </td>
    </tr>
  );
});

interface NoActivityProps {
  readonly filtered: boolean;
}

export function NoActivity({ filtered }: NoActivityProps) {
  return filtered ? (
    <EmptyState
      title="Nothing matches these filters"
      action={<AppLink to={paths.activity.href()}>Show everything</AppLink>}
    >
      Choose other filters, or clear them.
    </EmptyState>
  ) : (
    <EmptyState title="No activity yet" action={<AppLink to={paths.accounts.href()}>Connect an account</AppLink>}>
      Every Instagram sign-in, every start and stop of the bot and every action will appear here.
    </EmptyState>
  );
}
