/** Which stories a user has seen. */
export interface SeenStories {
  has(pk: string, storyPk: string): boolean;
  /** @returns whether it was new. */
  add(pk: string, storyPk: string): boolean;
  countOf(pk: string): number;
  dump(): ReadonlyArray<readonly [string, readonly string[]]>;
  load(dump: ReadonlyArray<readonly [string, readonly string[]]>): void;
}

export const createSeenStories = (): SeenStories => {
  const byUser = new Map<string, Set<string>>();
  const add = (pk: string, storyPk: string) => {
    let seen = byUser.get(pk);
    if (!seen) byUser.set(pk, (seen = new Set()));
    if (seen.has(storyPk)) return false;
    seen.add(storyPk);
    return true;
  };
  return {
    has: (pk, storyPk) => byUser.get(pk)?.has(storyPk) ?? false,
    add,
    countOf: (pk) => byUser.get(pk)?.size ?? 0,
    dump: () => [...byUser].map(([pk, seen]) => [pk, [...seen]] as const),
    load: (dump) => {
      for (const [pk, seen] of dump) for (const storyPk of seen) add(pk, storyPk);
    },
  };
};
