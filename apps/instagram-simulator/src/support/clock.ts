/** The simulator's time: real time plus what tests have advanced it by. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  seconds(): number;
  advance(ms: number): void;
  /** How far ahead of real time it runs. */
  offset(): number;
  setOffset(ms: number): void;
}

export const createClock = (realNow: () => number = Date.now): Clock => {
  let offset = 0;
  const now = () => realNow() + offset;
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    advance: (ms) => {
      offset += ms;
    },
    offset: () => offset,
    setOffset: (ms) => {
      offset = ms;
    },
  };
};
