export interface Comment {
  readonly pk: string;
  readonly mediaPk: string;
  readonly authorPk: string;
  readonly text: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** The client's own name for the attempt: a repeat of it is the same comment. */
  readonly token: string;
}

/** Comments written by accounts. */
export interface Comments {
  of(mediaPk: string): readonly Comment[];
  byToken(authorPk: string, token: string): Comment | null;
  /** @returns false where a comment with this author and token is there already. */
  add(comment: Comment): boolean;
  nextPk(): string;
  dump(): readonly Comment[];
  load(comments: readonly Comment[]): void;
}

const FIRST_PK = 17_900_000_000_000_000n;

export const createComments = (): Comments => {
  const all: Comment[] = [];
  const byMedia = new Map<string, Comment[]>();
  const tokens = new Map<string, Comment>();
  const add = (comment: Comment) => {
    const key = `${comment.authorPk} ${comment.token}`;
    if (comment.token !== '' && tokens.has(key)) return false;
    tokens.set(key, comment);
    all.push(comment);
    const items = byMedia.get(comment.mediaPk);
    if (items) items.push(comment);
    else byMedia.set(comment.mediaPk, [comment]);
    return true;
  };
  return {
    of: (mediaPk) => byMedia.get(mediaPk) ?? [],
    byToken: (authorPk, token) => (token === '' ? null : (tokens.get(`${authorPk} ${token}`) ?? null)),
    add,
    nextPk: () => String(FIRST_PK + BigInt(all.length + 1)),
    dump: () => all,
    load: (comments) => comments.forEach(add),
  };
};
