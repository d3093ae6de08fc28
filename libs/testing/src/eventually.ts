/** Asks again until the answer is there or the time is over; the time is for a failing test, a passing one is quick. */
export const eventually = async <T>(
  ask: () => Promise<T | null | undefined | false>,
  what: string,
  { withinMs = 90_000, everyMs = 50 } = {},
): Promise<T> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > deadline) throw new Error(`it did not happen within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};
