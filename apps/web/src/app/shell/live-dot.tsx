import { useLiveStatus } from '../../lib/live/live.ts';
import classes from './live-dot.module.css';

const WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  crowded: 'Not live: too many open',
} as const;

export const LIVE_MEANINGS = {
  connecting: 'Connecting to live updates',
  live: 'What you see is up to date',
  reconnecting: 'Connection lost. What you see may be slightly out of date.',
  offline: 'No connection. What you see may be out of date. Bots keep running.',
  crowded: 'Pacekeeper is open in too many browsers. This page reconnects when you come back to it.',
} as const;

/** A quiet dot: live, reconnecting or offline. What has to be done is said above the screen. */
export function LiveDot() {
  const status = useLiveStatus();
  return (
    <span className={classes.dot} data-status={status} role="status" title={LIVE_MEANINGS[status]}>
      {WORDS[status]}
    </span>
  );
}
