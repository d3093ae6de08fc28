export interface Match<R> {
  readonly route: R;
  /** The decoded values of the `:name` segments. */
  readonly params: Readonly<Record<string, string>>;
}

export interface Router<R> {
  add(method: string, path: string, route: R): void;
  /** The route; `method` where the path exists for other methods only; null where it does not exist. */
  match(method: string, path: string): Match<R> | 'method' | null;
}

interface Node<R> {
  readonly literal: Map<string, Node<R>>;
  param: { name: string; node: Node<R> } | null;
  readonly routes: Map<string, R>;
}

const createNode = <R>(): Node<R> => ({ literal: new Map(), param: null, routes: new Map() });

/** Finds routes by path segments. Case and the trailing slash count; a literal segment wins over a `:name`. */
export const createRouter = <R>(): Router<R> => {
  const root = createNode<R>();

  const add = (method: string, path: string, route: R) => {
    let node = root;
    for (const segment of path.split('/').slice(1)) {
      if (segment.startsWith(':')) {
        node.param ??= { name: segment.slice(1), node: createNode() };
        if (node.param.name !== segment.slice(1))
          throw new Error(`${path}: this segment is already :${node.param.name}`);
        node = node.param.node;
      } else {
        let next = node.literal.get(segment);
        if (!next) node.literal.set(segment, (next = createNode()));
        node = next;
      }
    }
    if (node.routes.has(method)) throw new Error(`${method} ${path} is there twice`);
    node.routes.set(method, route);
  };

  const walk = (
    node: Node<R>,
    segments: readonly string[],
    at: number,
    params: Record<string, string>,
  ): Node<R> | null => {
    const segment = segments[at];
    if (segment === undefined) return node.routes.size > 0 ? node : null;
    const literal = node.literal.get(segment);
    const found = literal ? walk(literal, segments, at + 1, params) : null;
    if (found || !node.param || segment === '') return found;
    const value = decodeSegment(segment);
    if (value === null) return null;
    params[node.param.name] = value;
    return walk(node.param.node, segments, at + 1, params);
  };

  return {
    add,
    match: (method, path) => {
      const params: Record<string, string> = {};
      const node = walk(root, path.split('/').slice(1), 0, params);
      if (!node) return null;
      const route = node.routes.get(method);
      return route === undefined ? 'method' : { route, params };
    },
  };
};

const decodeSegment = (segment: string): string | null => {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
};
