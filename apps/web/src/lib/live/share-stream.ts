import { after, type CallOff } from '../timers.ts';
import type { LiveSink, LiveStatus, ServerSentEvent } from './create-connection.ts';

/** Messages between tabs: the leader relays the stream, the others say that they are there. */
type Message =
  | { readonly kind: 'event'; readonly event: ServerSentEvent }
  | { readonly kind: 'status'; readonly status: LiveStatus }
  | { readonly kind: 'gap' }
  | { readonly kind: 'alive' }
  | { readonly kind: 'hello' }
  | { readonly kind: 'hurry' };

export interface SharingTools extends LiveSink {
  /** An event that another tab has read. */
  readonly onRelayed: (event: ServerSentEvent) => void;
  /** Tabs with the same name share one stream. */
  readonly name: string;
  readonly locks: LockManager;
  /** A channel to the other tabs of this name. */
  readonly channel: BroadcastChannel;
  /** Keeps the stream open until the signal ends it; `resumes` where another tab has read it before. */
  readonly connect: (sink: LiveSink, signal: AbortSignal, resumes: boolean) => Promise<void>;
  /** Another tab has a reason to try again at once. */
  readonly onHurry: () => void;
  /** Calls back when the person looks at this tab, or the network is back. */
  readonly onAttention: (hurry: () => void, signal: AbortSignal) => void;
}

/** How long a silent leader is trusted, ms: three times the server's own beat, and a little. */
const PATIENCE_MS = 50_000;

/**
 * One stream for all tabs of a person: the tab that holds the lock reads it and tells the others. When that tab closes,
 * the browser hands the lock to the next one at once. A tab that hangs is silent, and another takes the lock from it.
 * Settles once the signal has ended it.
 */
export const shareStream = async (tools: SharingTools, signal: AbortSignal): Promise<void> => {
  const { channel } = tools;
  const post = (message: Message) => channel.postMessage(message);
  let leading = false;
  /** Some tab has read the stream already, this one or another. */
  let read = false;
  let status: LiveStatus = 'connecting';
  let loseFaith = () => {};
  let callOff: CallOff = () => {};
  const believe = () => {
    callOff();
    // A tab that the server turned away is silent until a tab becomes visible.
    if (!leading && !signal.aborted && status !== 'crowded') callOff = after(PATIENCE_MS, () => loseFaith());
  };

  const hear = (message: Message): void => {
    if (message.kind === 'hello') {
      if (leading) post({ kind: 'status', status });
      return;
    }
    if (message.kind === 'hurry') {
      if (leading) tools.onHurry();
      return;
    }
    // Two tabs lead for a moment if one has taken the lock from another.
    if (leading) return;
    read = true;
    if (message.kind === 'status') status = message.status;
    believe();
    switch (message.kind) {
      case 'event':
        return tools.onRelayed(message.event);
      case 'status':
        return tools.onStatus(message.status);
      case 'gap':
        return tools.onGap();
      case 'alive':
        return tools.onAlive();
    }
  };

  const sink: LiveSink = {
    onEvent: (event) => {
      post({ kind: 'event', event });
      tools.onEvent(event);
    },
    onStatus: (next) => {
      status = next;
      post({ kind: 'status', status });
      tools.onStatus(status);
    },
    onGap: () => {
      post({ kind: 'gap' });
      tools.onGap();
    },
    onAlive: () => {
      post({ kind: 'alive' });
      tools.onAlive();
    },
  };

  /** Leads until the lock is lost or the signal ends it. False: it never led, because it stopped waiting for the lock. */
  const lead = async (steal: boolean): Promise<boolean> => {
    let led = false;
    const waiting = new AbortController();
    const mine = new AbortController();
    const end = () => {
      waiting.abort();
      mine.abort();
    };
    signal.addEventListener('abort', end);
    loseFaith = () => waiting.abort();
    believe();
    const work = async () => {
      if (mine.signal.aborted) return;
      led = true;
      leading = true;
      callOff();
      const resumes = read;
      read = true;
      await tools.connect(sink, mine.signal, resumes);
    };
    try {
      await tools.locks.request(tools.name, steal ? { steal: true } : { signal: waiting.signal }, work);
    } catch {
      // The lock was taken from this tab, or it no longer waits for it.
    } finally {
      leading = false;
      callOff();
      mine.abort();
      signal.removeEventListener('abort', end);
    }
    return led;
  };

  const listen = ({ data }: MessageEvent<Message>) => hear(data);
  channel.addEventListener('message', listen);
  tools.onAttention(() => (leading ? tools.onHurry() : post({ kind: 'hurry' })), signal);
  post({ kind: 'hello' });
  try {
    for (let steal = false; !signal.aborted;) steal = !(await lead(steal));
  } finally {
    callOff();
    channel.removeEventListener('message', listen);
  }
};
