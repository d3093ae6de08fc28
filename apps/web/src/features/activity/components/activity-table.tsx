import type { Activity } from '@pacekeeper/contracts';
import classes from './activity.module.css';
import { ActivityRow } from './activity-row.tsx';

interface Props {
  readonly rows: readonly Activity[];
  /** The names of one's accounts, by their ids. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly arrived: ReadonlySet<string>;
  readonly onOpen: (row: Activity) => void;
}

/** One row for each thing that happened; on a phone the same as a list. */
export function ActivityTable({ rows, accounts, arrived, onOpen }: Props) {
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
