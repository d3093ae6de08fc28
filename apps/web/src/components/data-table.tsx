import type { ReactNode } from 'react';
import classes from './data-table.module.css';

interface Props {
  readonly heads: readonly string[];
  /** Rows of cells; `data-label` names a cell where the table becomes a list. */
  readonly children: ReactNode;
}

/** A table with a head that stays in sight; on a phone a list. */
export function DataTable({ heads, children }: Props) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
