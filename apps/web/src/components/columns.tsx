import type { ReactNode } from 'react';
import classes from './columns.module.css';

interface Props {
  readonly children: ReactNode;
  /** Beside it where there is room, else below. */
  readonly side: ReactNode;
}

/** The main thing, and something to look at beside it. */
export function Columns({ children, side }: Props) {
  return (
    <div className={classes.columns}>
      <div className={classes.column}>{children}</div>
      <div className={classes.column}>{side}</div>
    </div>
  );
}
