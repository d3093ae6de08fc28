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

/** Resolves after a while, or as soon as the signal aborts. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal?.aborted) return done();
    const finish = () => {
      callOff();
      signal?.removeEventListener('abort', finish);
      done();
    };
    const callOff = after(ms, finish);
    signal?.addEventListener('abort', finish);
  });
