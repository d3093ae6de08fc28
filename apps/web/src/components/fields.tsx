import type { ReactNode } from 'react';
import classes from './fields.module.css';

interface Props {
  readonly children: ReactNode;
}

/** The fields of a form, one below the other. */
export function Fields({ children }: Props) {
  return <div className={classes.fields}>{children}</div>;
}
