import { createSseParser, type ServerSentEvent } from './sse-parser.ts';

/** What the quiet dot says. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'offline';

export interface ConnectionTools {
  /** Opens the stream; rejects where it cannot be had. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly onEvent: (event: ServerSentEvent) => void;
  readonly onStatus: (status: LiveStatus) => void;
  /** Something may have been missed: what is shown has to be asked for again. */
  readonly onGap: () => void;
  /** True where the browser knows that it has no network. */
  readonly isOffline: () => boolean;
  /** Waits, or less long where the signal ends it or `hurry` is called. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. */
  readonly chance: () => number;
}

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;
/** A stream sends a comment every 15 s; after twice that and a little, it is dead. */
const SILENCE_MS = 35_000;
/** After this many vain tries in a row the dot says offline. */
const TRIES_UNTIL_OFFLINE = 3;

/** The wait before try number `tries`, in ms: doubled each time, up to a bound, and spread so that tabs do not march. */
export const backOff = (tries: number, chance: number): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1)) * (0.5 + chance / 2);

const read = async (response: Response, signal: AbortSignal, onEvent: ConnectionTools['onEvent']) => {
  const reader = response.body?.getReader();
  if (!reader) return;
  const parser = createSseParser(onEvent);
  const decoder = new TextDecoder();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', stop);
  try {
    for (;;) {
      clearTimeout(silence);
      silence = setTimeout(stop, SILENCE_MS);
      const { done, value } = await reader.read();
      if (done) return;
      parser.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', stop);
  }
};

/** Keeps a stream of events open until the signal ends it. */
export const keepConnected = async (tools: ConnectionTools, signal: AbortSignal): Promise<void> => {
  let tries = 0;
  let wasLive = false;
  tools.onStatus('connecting');
  while (!signal.aborted) {
    try {
      const response = await tools.open(signal);
      if (wasLive || tries > 0) tools.onGap();
      tries = 0;
      wasLive = true;
      tools.onStatus('live');
      await read(response, signal, tools.onEvent);
    } catch {
      // Opening or reading failed: the same as an end, try again.
    }
    if (signal.aborted) return;
    tries += 1;
    tools.onStatus(tools.isOffline() || tries > TRIES_UNTIL_OFFLINE ? 'offline' : 'reconnecting');
    await tools.wait(backOff(tries, tools.chance()), signal);
  }
};
