import { isPassing } from '../http/request-error.ts';

interface Pauses {
  /** Resolves after `ms`, or as soon as the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Between the first request and its repetition, and the longest between two, in ms. */
const FIRST_MS = 2000;
const LONGEST_MS = 15_000;

/**
 * Sends a request at once, and again and again beside those that have no answer yet, until one is confirmed. Only a
 * refusal ends it: a server that is slow or away is asked on. The request must be one that may arrive twice.
 */
export const untilConfirmed = <Answer>(
  send: (signal: AbortSignal) => Promise<Answer>,
  { pause }: Pauses,
): Promise<Answer> =>
  new Promise((confirm, refuse) => {
    const over = new AbortController();
    const end = (settle: () => void) => {
      if (over.signal.aborted) return;
      over.abort();
      settle();
    };
    const attempt = () =>
      void send(over.signal).then(
        (answer) => end(() => confirm(answer)),
        (error: unknown) => {
          if (!isPassing(error)) end(() => refuse(error));
        },
      );
    const repeat = async () => {
      for (let wait = FIRST_MS; !over.signal.aborted; wait = Math.min(wait * 2, LONGEST_MS)) {
        attempt();
        await pause(wait, over.signal);
      }
    };
    void repeat();
  });
