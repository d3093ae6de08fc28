import { describe, expect, it } from '@jest/globals';
import { RequestError } from '../http/request-error.ts';
import { problemFor } from '../../testing/api.ts';
import { untilConfirmed } from './until-confirmed.ts';

const away = () => Promise.reject(new RequestError({ kind: 'unreachable' }));
const never = () => new Promise<string>(() => {});

/** A server that answers each request as listed, and a clock that runs as fast as it is asked. */
const given = (...answers: (() => Promise<string>)[]) => {
  const pauses: number[] = [];
  const signals: AbortSignal[] = [];
  const confirmed = untilConfirmed(
    (signal) => {
      signals.push(signal);
      return (answers[signals.length - 1] ?? never)();
    },
    {
      pause: async (ms, signal) => {
        pauses.push(ms);
        // All that was answered is heard first; the last one waits for its answer.
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        if (signals.length >= answers.length)
          await new Promise<void>((go) => signal.addEventListener('abort', () => go()));
      },
    },
  );
  return { confirmed, pauses, signals };
};

describe('a request that has to arrive', () => {
  it('goes out at once and is not repeated when it is confirmed', async () => {
    const { confirmed, signals } = given(() => Promise.resolve('stopped'));
    expect(signals).toHaveLength(1);
    expect(await confirmed).toBe('stopped');
    expect(signals).toHaveLength(1);
  });

  it('is repeated beside one that has no answer, and over failures that pass', async () => {
    const { confirmed, signals, pauses } = given(never, away, () => Promise.resolve('stopped'));
    expect(await confirmed).toBe('stopped');
    expect(signals).toHaveLength(3);
    expect(pauses.slice(0, 3)).toEqual([2000, 4000, 8000]);
  });

  it('calls off the others once one is confirmed', async () => {
    const { confirmed, signals } = given(never, () => Promise.resolve('stopped'));
    await confirmed;
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it('ends with a refusal', async () => {
    const refused = new RequestError({ kind: 'refused', problem: problemFor('NOT_FOUND') });
    const { confirmed, signals } = given(() => Promise.reject(refused));
    await expect(confirmed).rejects.toBe(refused);
    expect(signals).toHaveLength(1);
  });
});
