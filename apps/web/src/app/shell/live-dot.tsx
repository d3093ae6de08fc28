import { useLiveStatus } from '../../lib/live/live.ts';
import classes from './live-dot.module.css';

const WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
} as const;

const MEANINGS = {
  connecting: 'Connecting to the live events',
  live: 'What you see is current',
  reconnecting: 'The connection broke; what you see may be a little old',
  offline: 'No connection; what you see may be old. The bots go on.',
} as const;

/** A quiet dot: live, reconnecting or offline. */
export function LiveDot() {
  const status = useLiveStatus();
  return (
    <span className={classes.dot} data-status={status} role="status" title={MEANINGS[status]}>
      {WORDS[status]}
    </span>
  );
}
