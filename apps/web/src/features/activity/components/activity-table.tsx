import type { Activity } from '@pacekeeper/contracts';
import classes from './activity.module.css';
import { ActivityRow } from './activity-row.tsx';

interface Props {
  readonly rows: readonly Activity[];
  readonly arrived: ReadonlySet<string>;
  readonly onOpen: (row: Activity) => void;
}

/** One row for each thing that happened; on a phone the same as a list. */
export function ActivityTable({ rows, arrived, onOpen }: Props) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Status</th>
          <th scope="col">Action</th>
          <th scope="col">Target</th>
          <th scope="col">What happened</th>
          <th scope="col">Code</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ActivityRow key={row.id} row={row} fresh={arrived.has(row.id)} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}
