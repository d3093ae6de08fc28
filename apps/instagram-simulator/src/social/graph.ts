/** Who follows, asks to follow and blocks whom. Ids are users' pks; edges remember the order in which they came. */
export interface Graph {
  follows(from: string, to: string): boolean;
  requested(from: string, to: string): boolean;
  blocks(from: string, to: string): boolean;
  /** @returns whether anything changed. */
  follow(from: string, to: string): boolean;
  unfollow(from: string, to: string): boolean;
  request(from: string, to: string): boolean;
  withdraw(from: string, to: string): boolean;
  block(from: string, to: string): boolean;
  unblock(from: string, to: string): boolean;
  /** Newest first. */
  followers(of: string): string[];
  following(of: string): string[];
  requestsTo(pk: string): string[];
  blockedBy(pk: string): string[];
  /** A page of a list, newest first: the edges older than `before`, and the cursor of the next page. */
  page(kind: 'followers' | 'following', of: string, before: number | null, size: number): EdgePage;
  followerCount(of: string): number;
  followingCount(of: string): number;
  removeUser(pk: string): void;
  dump(): GraphDump;
  load(dump: GraphDump): void;
  /** From here on changes are part of the dump; what came before is generated again. */
  startRecording(): void;
}

export interface EdgePage {
  readonly pks: string[];
  readonly next: number | null;
}

export interface GraphDump {
  /** All edges of each user who followed or unfollowed, with the place that each has in the order of all. */
  readonly following: ReadonlyArray<readonly [string, ReadonlyArray<readonly [string, number]>]>;
  readonly requests: ReadonlyArray<readonly [string, string]>;
  readonly blocks: ReadonlyArray<readonly [string, string]>;
}

type Edges = Map<string, Map<string, number>>;

const NO_EDGES: ReadonlyMap<string, number> = new Map();

export const createGraph = (): Graph => {
  const out: Edges = new Map();
  const into: Edges = new Map();
  const asked: Edges = new Map();
  const askedOf: Edges = new Map();
  const blocked: Edges = new Map();
  const touched = new Set<string>();
  let recording = false;
  let sequence = 0;

  const has = (edges: Edges, from: string, to: string) => edges.get(from)?.has(to) ?? false;
  const put = (edges: Edges, from: string, to: string, at: number) => {
    const targets = edges.get(from);
    if (targets) targets.set(to, at);
    else edges.set(from, new Map([[to, at]]));
  };
  const drop = (edges: Edges, from: string, to: string) => edges.get(from)?.delete(to) ?? false;
  const names = (edges: Edges, of: string) => [...(edges.get(of) ?? NO_EDGES).keys()];
  const touch = (pk: string) => {
    if (recording) touched.add(pk);
  };

  const withdraw = (from: string, to: string) => {
    drop(askedOf, to, from);
    return drop(asked, from, to);
  };
  const follow = (from: string, to: string) => {
    withdraw(from, to);
    if (has(out, from, to)) return false;
    sequence++;
    put(out, from, to, sequence);
    put(into, to, from, sequence);
    touch(from);
    return true;
  };
  const unfollow = (from: string, to: string) => {
    if (!drop(out, from, to)) return false;
    drop(into, to, from);
    touch(from);
    return true;
  };
  const request = (from: string, to: string) => {
    if (has(asked, from, to) || has(out, from, to)) return false;
    sequence++;
    put(asked, from, to, sequence);
    put(askedOf, to, from, sequence);
    return true;
  };
  const block = (from: string, to: string) => {
    if (has(blocked, from, to)) return false;
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const) {
      unfollow(a, b);
      withdraw(a, b);
    }
    put(blocked, from, to, ++sequence);
    return true;
  };

  return {
    follows: (from, to) => has(out, from, to),
    requested: (from, to) => has(asked, from, to),
    blocks: (from, to) => has(blocked, from, to),
    follow,
    unfollow,
    request,
    withdraw,
    block,
    unblock: (from, to) => drop(blocked, from, to),
    followers: (of) => names(into, of).reverse(),
    following: (of) => names(out, of).reverse(),
    requestsTo: (pk) => names(askedOf, pk).reverse(),
    blockedBy: (pk) => names(blocked, pk).reverse(),
    page: (kind, of, before, size) => {
      const edges = [...((kind === 'followers' ? into : out).get(of) ?? NO_EDGES)].reverse();
      const older = before === null ? edges : edges.filter(([, at]) => at < before);
      const page = older.slice(0, size);
      return { pks: page.map(([pk]) => pk), next: older.length > size ? (page.at(-1)?.[1] ?? null) : null };
    },
    followerCount: (of) => into.get(of)?.size ?? 0,
    followingCount: (of) => out.get(of)?.size ?? 0,
    removeUser: (pk) => {
      for (const to of names(out, pk)) unfollow(pk, to);
      for (const from of names(into, pk)) unfollow(from, pk);
      for (const to of names(asked, pk)) withdraw(pk, to);
      for (const from of names(askedOf, pk)) withdraw(from, pk);
      blocked.delete(pk);
      for (const targets of blocked.values()) targets.delete(pk);
    },
    dump: () => ({
      following: [...touched].map((pk) => [pk, [...(out.get(pk) ?? NO_EDGES)]] as const),
      requests: pairs(asked),
      blocks: pairs(blocked),
    }),
    load: (dump) => {
      const added: [from: string, to: string, at: number][] = [];
      for (const [from, edges] of dump.following) {
        touched.add(from);
        const saved = new Map(edges);
        for (const [to, at] of [...(out.get(from) ?? NO_EDGES)]) if (saved.get(to) !== at) unfollow(from, to);
        for (const [to, at] of edges) if (!has(out, from, to)) added.push([from, to, at]);
      }
      // Lists are read in the order in which edges were put in.
      for (const [from, to, at] of added.sort((a, b) => a[2] - b[2])) {
        put(out, from, to, at);
        put(into, to, from, at);
        sequence = Math.max(sequence, at);
      }
      for (const [from, to] of dump.requests) request(from, to);
      for (const [from, to] of dump.blocks) put(blocked, from, to, ++sequence);
    },
    startRecording: () => {
      recording = true;
    },
  };
};

const pairs = (edges: Edges) =>
  [...edges].flatMap(([from, targets]) => [...targets.keys()].map((to) => [from, to] as const));
