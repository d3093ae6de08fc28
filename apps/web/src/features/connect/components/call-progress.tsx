import { useState, type ReactNode } from 'react';
import { useSeconds } from '../../../lib/clock.ts';
import classes from './connect.module.css';

/** After this long a call is slow, and the reason for the wait is shown; milliseconds. */
const SLOW_MS = 6_000;

interface Props {
  /** What happens now. */
  readonly children: ReactNode;
}

/** A call to Instagram that is under way: what it does, and for how long already. */
export function CallProgress({ children }: Props) {
  const now = useSeconds();
  const [since] = useState(() => Date.now());
  const ms = Math.max(0, now - since);
  return (
    <div className={classes.progress}>
      <p role="status">
        {children}
        {ms > SLOW_MS && ' Instagram is slow to answer. This stops by itself after about 25 seconds.'}
      </p>
      <span aria-hidden="true">{Math.floor(ms / 1000)} s</span>
    </div>
  );
}
