import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ownStream } from './own-stream.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const tab = () => {
  const end = new AbortController();
  const listeners = new Set<() => void>();
  const seen = { opened: [] as boolean[], open: false };
  let hidden = false;
  const over = ownStream(
    {
      connect: (signal, resumes) =>
        new Promise((done) => {
          seen.open = true;
          seen.opened.push(resumes);
          signal.addEventListener('abort', () => {
            seen.open = false;
            done();
          });
        }),
      isHidden: () => hidden,
      onVisibility: (changed, signal) => {
        listeners.add(changed);
        signal.addEventListener('abort', () => listeners.delete(changed));
      },
    },
    end.signal,
  );
  const turn = (now: 'hidden' | 'visible') => {
    hidden = now === 'hidden';
    for (const changed of [...listeners]) changed();
  };
  return { seen, turn, over, end: () => end.abort(), listeners };
};

describe('a tab that cannot share', () => {
  it('closes its stream while it is hidden, and opens it again', async () => {
    const { seen, turn, over, end, listeners } = tab();
    turn('hidden');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(seen).toEqual({ opened: [false], open: false });
    await jest.advanceTimersByTimeAsync(600_000);
    expect(seen.open).toBe(false);
    turn('visible');
    await jest.advanceTimersByTimeAsync(0);
    expect(seen).toEqual({ opened: [false, true], open: true });
    end();
    await over;
    expect([seen.open, listeners.size]).toEqual([false, 0]);
  });

  it('keeps it where the person was away for a moment only', async () => {
    const { seen, turn, over, end } = tab();
    turn('hidden');
    await jest.advanceTimersByTimeAsync(9_000);
    turn('visible');
    await jest.advanceTimersByTimeAsync(600_000);
    expect(seen).toEqual({ opened: [false], open: true });
    end();
    await over;
  });

  it('ends while it is hidden', async () => {
    const { seen, turn, over, end } = tab();
    turn('hidden');
    await jest.advanceTimersByTimeAsync(10_000);
    end();
    await over;
    expect(seen.opened).toEqual([false]);
  });
});
