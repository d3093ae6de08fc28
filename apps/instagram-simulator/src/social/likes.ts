/** Likes given by accounts, on top of what the world had liked before. */
export interface Likes {
  has(pk: string, mediaPk: string): boolean;
  /** @returns whether anything changed. */
  add(pk: string, mediaPk: string): boolean;
  remove(pk: string, mediaPk: string): boolean;
  /** Who likes a medium, newest first. */
  likersOf(mediaPk: string): string[];
  countOf(mediaPk: string): number;
  /** What a user likes, newest first. */
  likedBy(pk: string): string[];
  dump(): ReadonlyArray<readonly [string, readonly string[]]>;
  load(dump: ReadonlyArray<readonly [string, readonly string[]]>): void;
}

export const createLikes = (): Likes => {
  const byUser = new Map<string, Set<string>>();
  const byMedia = new Map<string, Set<string>>();
  const add = (pk: string, mediaPk: string) => {
    if (byUser.get(pk)?.has(mediaPk)) return false;
    into(byUser, pk).add(mediaPk);
    into(byMedia, mediaPk).add(pk);
    return true;
  };
  return {
    has: (pk, mediaPk) => byUser.get(pk)?.has(mediaPk) ?? false,
    add,
    remove: (pk, mediaPk) => {
      byMedia.get(mediaPk)?.delete(pk);
      return byUser.get(pk)?.delete(mediaPk) ?? false;
    },
    likersOf: (mediaPk) => [...(byMedia.get(mediaPk) ?? [])].reverse(),
    countOf: (mediaPk) => byMedia.get(mediaPk)?.size ?? 0,
    likedBy: (pk) => [...(byUser.get(pk) ?? [])].reverse(),
    dump: () => [...byUser].map(([pk, media]) => [pk, [...media]] as const),
    load: (dump) => {
      for (const [pk, media] of dump) for (const mediaPk of media) add(pk, mediaPk);
    },
  };
};

const into = (index: Map<string, Set<string>>, key: string): Set<string> => {
  let items = index.get(key);
  if (!items) index.set(key, (items = new Set()));
  return items;
};
