import type { ReactNode } from 'react';
import classes from './visually-hidden.module.css';

interface Props {
  readonly children: ReactNode;
}

/** Words for those who listen. */
export function VisuallyHidden({ children }: Props) {
  return <span className={classes.hidden}>{children}</span>;
}
