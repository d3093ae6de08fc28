import type { ReactNode } from 'react';
import classes from './done.module.css';

interface Props {
  readonly children: ReactNode;
}

/** One line that says what was done. */
export function Done({ children }: Props) {
  return (
    <p className={classes.done} role="status">
      {children}
    </p>
  );
}
