import { UnstyledButton } from '@mantine/core';
import { reconnect, useLiveStatus } from '../../lib/live/live.ts';
import classes from './live-dot.module.css';

const WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  crowded: 'Not live: too many open',
} as const;

const MEANINGS = {
  connecting: 'Connecting to live updates',
  live: 'What you see is up to date',
  reconnecting: 'Connection lost. What you see may be slightly out of date.',
  offline: 'No connection. What you see may be out of date. Bots keep running.',
  crowded: 'Pacekeeper is open in too many browsers. This page reconnects when you come back to it.',
} as const;

/** A quiet dot: live, reconnecting or offline. */
export function LiveDot() {
  const status = useLiveStatus();
  return (
    <span className={classes.live}>
      <span className={classes.dot} data-status={status} role="status" title={MEANINGS[status]}>
        {WORDS[status]}
      </span>
      {status === 'crowded' && (
        <UnstyledButton className={classes.again} onClick={reconnect}>
          Reconnect
        </UnstyledButton>
      )}
    </span>
  );
}
