import { type Activity, routes } from '@pacekeeper/contracts';
import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { stream } from '../http/call.ts';
import { queryClient } from '../query-client.ts';
import { session } from '../session/session.ts';
import { pause } from '../timers.ts';
import { applyEvent } from './apply-event.ts';
import { keepConnected, type LiveSink, type LiveStatus, type ServerSentEvent } from './create-connection.ts';
import { ownStream } from './own-stream.ts';
import { readEvent } from './read-event.ts';
import { shareStream } from './share-stream.ts';

const useStore = create<{ readonly status: LiveStatus }>(() => ({ status: 'connecting' }));
const newest = createStore<{ readonly row: Activity | null }>(() => ({ row: null }));

const setStatus = (status: LiveStatus) => useStore.setState({ status });

/** Refetches everything; a hidden tab does so once it is visible. */
const readAnew = () => void queryClient.invalidateQueries({ refetchType: document.hidden ? 'none' : 'active' });

const isOneTooMany = (sent: ServerSentEvent): boolean => {
  const event = readEvent(sent);
  return event?.name === 'notice' && event.data.kind === 'too_many_streams';
};

const take = (sent: ServerSentEvent, signedOut: () => void) => {
  const event = readEvent(sent);
  if (!event) return;
  if (event.name === 'notice') return event.data.kind === 'signed_out' ? signedOut() : readAnew();
  applyEvent(queryClient, event);
  if (event.name === 'activity') newest.setState({ row: event.data });
};

const sink: LiveSink = {
  onEvent: (event) => take(event, session.end),
  onStatus: setStatus,
  onGap: readAnew,
  // The browser may have reported offline before.
  onAlive: () => setStatus('live'),
};

/** Another tab's login session has ended; the API tells whether this one's has. */
const onRelayed = (event: ServerSentEvent) => take(event, () => void session.renew(session.token()).catch(() => {}));

let hurried = new AbortController();
const asking = new EventTarget();

/** Tries again at once: the person asked for it. */
export const reconnect = (): void => void asking.dispatchEvent(new Event('reconnect'));

const connect = (to: LiveSink, signal: AbortSignal, resumes: boolean): Promise<void> =>
  keepConnected(
    {
      ...to,
      resumes,
      open: (ended) => stream(routes.events.stream, { signal: ended }),
      isOffline: () => !navigator.onLine,
      isOneTooMany,
      wait: (ms, ended) => {
        hurried = new AbortController();
        return pause(ms, AbortSignal.any([ended, hurried.signal]));
      },
      chance: Math.random,
    },
    signal,
  );

const onVisibility = (changed: () => void, signal: AbortSignal) =>
  document.addEventListener('visibilitychange', changed, { signal });

const onAttention = (hurry: () => void, signal: AbortSignal) => {
  addEventListener('online', hurry, { signal });
  asking.addEventListener('reconnect', hurry, { signal });
  onVisibility(() => document.hidden || hurry(), signal);
};

const onHurry = () => hurried.abort();

/** Tabs of one person share a stream; another person gets another one. */
const live = async (userId: string, signal: AbortSignal): Promise<void> => {
  // Both are missing over plain HTTP on a network address.
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks || !('BroadcastChannel' in globalThis)) {
    onAttention(onHurry, signal);
    return ownStream(
      {
        connect: (ended, resumes) => connect(sink, ended, resumes),
        isHidden: () => document.hidden,
        onVisibility,
      },
      signal,
    );
  }
  const name = `pacekeeper-live ${userId}`;
  const channel = new BroadcastChannel(name);
  await shareStream({ ...sink, name, locks, channel, connect, onRelayed, onHurry, onAttention }, signal);
  channel.close();
};

/** Keeps the live events of a person flowing into the query cache; the answer ends it. */
export const goLive = (userId: string): (() => void) => {
  const end = new AbortController();
  setStatus('connecting');
  addEventListener('offline', () => setStatus('offline'), { signal: end.signal });
  void live(userId, end.signal);
  return () => end.abort();
};

export const useLiveStatus = (): LiveStatus => useStore(({ status }) => status);

/** Calls back for every new row of activity while the component is shown. */
export const useLiveActivity = (onRow: (row: Activity) => void): void => {
  const latest = useEffectEvent(onRow);
  useEffect(
    () =>
      newest.subscribe(({ row }) => {
        if (row) latest(row);
      }),
    [],
  );
};
