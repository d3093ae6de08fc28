/** Calls off what was planned. */
export type CallOff = () => void;

/** Runs `work` once, after a while. */
export const after = (ms: number, work: () => void): CallOff => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** Runs `work` again and again. */
export const every = (ms: number, work: () => void): CallOff => {
  const timer = setInterval(work, ms);
  return () => clearInterval(timer);
};

/** Resolves as soon as the signal aborts, or after `ms` where that is given. */
export const pause = (ms: number | null, signal?: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal?.aborted) return done();
    const finish = () => {
      callOff();
      signal?.removeEventListener('abort', finish);
      done();
    };
    const callOff: CallOff = ms === null ? () => {} : after(ms, finish);
    signal?.addEventListener('abort', finish);
  });
