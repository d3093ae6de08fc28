/**
 * Pure: a number in [0, 1) that is the same for the same words. What is drawn for an account does not change when it is
 * asked for again, so the planner, the API and a simulation draw alike.
 */
export const chanceOf = (...words: ReadonlyArray<string | number>): number => {
  // FNV-1a over the characters, then a finalizer that spreads neighbours.
  let hash = 0x811c9dc5;
  for (const character of words.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};

/** What jitter an account has after what it did at that time. */
export const jitterOf = (accountId: string, lastActionAt: Date | null): number =>
  chanceOf(accountId, lastActionAt?.getTime() ?? 0);

/** What jitter the even spread of one kind of action has after the last one. */
export const spreadOf = (
  accountId: string,
  action: string,
  lastAt: Date | null,
): { lastAt: Date | null; chance: number } => ({
  lastAt,
  chance: chanceOf(accountId, action, lastAt?.getTime() ?? 0),
});
