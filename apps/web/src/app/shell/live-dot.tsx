import { useLiveStatus } from '../../lib/live/live.ts';
import classes from './live-dot.module.css';

const WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
} as const;

const MEANINGS = {
  connecting: 'Connecting to live updates',
  live: 'What you see is up to date',
  reconnecting: 'Connection lost. What you see may be slightly out of date.',
  offline: 'No connection. What you see may be out of date. Bots keep running.',
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
