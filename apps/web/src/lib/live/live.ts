import type { Activity } from '@pacekeeper/contracts';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { sendSignedIn } from '../http/api.ts';
import { queryClient } from '../query-client.ts';
import { session } from '../session/session.ts';
import { applyEvent } from './apply-event.ts';
import { keepConnected, type LiveStatus } from './create-connection.ts';
import { readEvent } from './read-event.ts';
import type { ServerSentEvent } from './sse-parser.ts';

let status: LiveStatus = 'connecting';
const statusListeners = new Set<() => void>();
const activityListeners = new Set<(row: Activity) => void>();

const setStatus = (next: LiveStatus) => {
  status = next;
  for (const listener of statusListeners) listener();
};

const onEvent = (sent: ServerSentEvent) => {
  const event = readEvent(sent);
  if (!event) return;
  if (event.name === 'notice') {
    if (event.data.kind === 'signed_out') session.end();
    else void queryClient.invalidateQueries();
    return;
  }
  applyEvent(queryClient, event);
  if (event.name === 'activity') for (const listener of activityListeners) listener(event.data);
};

/** Waits, but no longer than until the network is back or the tab is looked at again. */
const waitOrHurry = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const over = new AbortController();
    const finish = () => {
      over.abort();
      clearTimeout(timer);
      done();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { signal: over.signal });
    addEventListener('online', finish, { signal: over.signal });
    document.addEventListener('visibilitychange', () => document.hidden || finish(), { signal: over.signal });
  });

/** Keeps the live events flowing into the query cache; the answer ends it. */
export const goLive = (): (() => void) => {
  const end = new AbortController();
  const goneOffline = () => setStatus('offline');
  addEventListener('offline', goneOffline, { signal: end.signal });
  void keepConnected(
    {
      open: (signal) => sendSignedIn({ method: 'GET', path: 'events', accept: 'text/event-stream', signal }),
      onEvent,
      onStatus: setStatus,
      onGap: () => void queryClient.invalidateQueries(),
      isOffline: () => !navigator.onLine,
      wait: waitOrHurry,
      chance: Math.random,
    },
    end.signal,
  );
  return () => end.abort();
};

export const useLiveStatus = (): LiveStatus =>
  useSyncExternalStore(
    (listener) => {
      statusListeners.add(listener);
      return () => void statusListeners.delete(listener);
    },
    () => status,
  );

/** Calls back for every new row of activity while the component is shown. */
export const useLiveActivity = (onRow: (row: Activity) => void): void => {
  const latest = useEffectEvent(onRow);
  useEffect(() => {
    const listener = (row: Activity) => latest(row);
    activityListeners.add(listener);
    return () => void activityListeners.delete(listener);
  }, []);
};
