import { createParser } from 'eventsource-parser';
import { after, type CallOff } from '../timers.ts';

/** One event of a stream, as it was sent. */
export interface ServerSentEvent {
  readonly name: string;
  readonly data: string;
}

/** What the quiet dot says. `crowded`: the server ended the stream, since the person has too many. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'crowded';

/** Receives what the stream brings, and its state. */
export interface LiveSink {
  readonly onEvent: (event: ServerSentEvent) => void;
  readonly onStatus: (status: LiveStatus) => void;
  /** Something may have been missed: what is shown has to be refetched. */
  readonly onGap: () => void;
  /** A sign of life of the server, even without an event. */
  readonly onAlive: () => void;
}

export interface ConnectionTools extends LiveSink {
  /** Opens the stream; rejects where it cannot be had. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  /** True where the browser knows that it has no network. */
  readonly isOffline: () => boolean;
  /** True for the event by which the server ends a stream that is one too many. */
  readonly isOneTooMany: (event: ServerSentEvent) => boolean;
  /** Waits until the signal ends it or a retry looks promising; at most `ms`, if given. */
  readonly wait: (ms: number | null, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. */
  readonly chance: () => number;
  /** True where another stream was read before this one: what came in between is missing. */
  readonly resumes?: boolean;
}

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;
/** A stream sends a comment every 15 s; after twice that and a little, it is dead. */
const SILENCE_MS = 35_000;
/** After this many failed tries in a row the dot says offline. */
const TRIES_UNTIL_OFFLINE = 3;
/** The longest event that is read, characters; what is longer ends the stream, and everything is refetched. */
const LONGEST_EVENT = 1024 * 1024;

/** The wait before try number `tries`, in ms: doubled each time, up to a bound, and randomized for each tab. */
export const backOff = (tries: number, chance: number): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1)) * (0.5 + chance / 2);

type Reading = Pick<LiveSink, 'onEvent' | 'onAlive'>;

const read = async (response: Response, signal: AbortSignal, { onEvent, onAlive }: Reading): Promise<void> => {
  const reader = response.body?.getReader();
  if (!reader) return;
  const stop = () => void reader.cancel().catch(() => {});
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent: ({ event = 'message', data }) => onEvent({ name: event, data }),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') stop();
    },
  });
  const decoder = new TextDecoder();
  let callOff: CallOff = () => {};
  signal.addEventListener('abort', stop);
  try {
    for (;;) {
      callOff();
      callOff = after(SILENCE_MS, stop);
      const { done, value } = await reader.read();
      if (done) return;
      onAlive();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    callOff();
    signal.removeEventListener('abort', stop);
  }
};

/** Keeps a stream of events open until the signal ends it. */
export const keepConnected = async (tools: ConnectionTools, signal: AbortSignal): Promise<void> => {
  let tries = 0;
  let wasLive = tools.resumes ?? false;
  tools.onStatus(wasLive ? 'reconnecting' : 'connecting');
  while (!signal.aborted) {
    let crowded = false;
    const onEvent = (event: ServerSentEvent) => {
      if (tools.isOneTooMany(event)) crowded = true;
      else tools.onEvent(event);
    };
    try {
      const response = await tools.open(signal);
      if (wasLive || tries > 0) tools.onGap();
      tries = 0;
      wasLive = true;
      tools.onStatus('live');
      await read(response, signal, { onEvent, onAlive: tools.onAlive });
    } catch {
      // Opening or reading failed: the same as an end, try again.
    }
    if (signal.aborted) return;
    if (crowded) {
      // Opening it again at once would end another tab's stream, which would then do the same.
      tools.onStatus('crowded');
      await tools.wait(null, signal);
      if (!signal.aborted) tools.onStatus('reconnecting');
      continue;
    }
    tries += 1;
    tools.onStatus(tools.isOffline() || tries > TRIES_UNTIL_OFFLINE ? 'offline' : 'reconnecting');
    await tools.wait(backOff(tries, tools.chance()), signal);
  }
};
