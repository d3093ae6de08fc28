import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface Props {
  /** What will appear here. */
  readonly title: string;
  readonly children?: ReactNode;
  /** The one button that makes it happen. */
  readonly action?: ReactNode;
}

export function EmptyState({ title, children, action }: Props) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children && <p className={classes.words}>{children}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
