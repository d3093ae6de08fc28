import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import type { EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import type { PoolClient, QueryResultRow } from 'pg';

/** Statements of repositories are constants, so each gets a name once and is prepared once a connection. */
const names = new Map<string, string>();

const nameOf = (text: string): string => {
  let name = names.get(text);
  if (!name) {
    name = `s_${createHash('sha1').update(text).digest('hex').slice(0, 16)}`;
    names.set(text, name);
  }
  return name;
};

/** What is queried inside goes to the server in one write instead of one for each statement. */
export const inOneWrite = <T>(client: PoolClient, queries: () => T): T => {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  try {
    return queries();
  } finally {
    stream.uncork();
  }
};

/** What reads on behalf of one user: statements alone, no ORM. */
export interface ReadTx {
  readonly userId: string;
  sql<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  one<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row | null>;
}

const prepared = (text: string, values: readonly unknown[]) => ({
  name: nameOf(text),
  text,
  values: [...values],
});

/**
 * Sets the user of a statement before it reads anything, in the statement itself. Inside the lateral part `caller` is
 * known only once its row was made, so the server makes it first; `OFFSET 0` keeps it from merging the two. If it did read
 * first, the policies would show it no rows. The setting ends with the statement.
 */
const onBehalf = (text: string, userParameter: number): string => {
  const known = onBehalfOf.get(text);
  if (known) return known;
  const whole = `
    SELECT own.*
    FROM (SELECT set_config('app.user_id', $${userParameter}, true) AS user_id,
                 set_config('app.scope', 'user', true) AS scope OFFSET 0) AS caller
    CROSS JOIN LATERAL
      (SELECT * FROM (${text}) AS asked WHERE caller.user_id <> '' AND caller.scope <> '' OFFSET 0) AS own`;
  onBehalfOf.set(text, whole);
  return whole;
};
const onBehalfOf = new Map<string, string>();

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly answer: PromiseWithResolvers<QueryResultRow[]>;
}

/** Collects statements that are sent together: one that comes later would belong to no user. */
export class OneFlight implements ReadTx {
  private readonly asked: Asked[] = [];
  private landed = false;

  /** @internal */
  constructor(readonly userId: string) {}

  async sql<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    if (this.landed) throw new TypeError('a reading in one flight sends all its statements at once');
    const answer = Promise.withResolvers<QueryResultRow[]>();
    this.asked.push({ text, values, answer });
    return (await answer.promise) as Row[];
  }

  async one<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row | null> {
    return (await this.sql<Row>(text, values))[0] ?? null;
  }

  /**
   * Sends the queued statements: one by itself, several between `beginning` and COMMIT in one write. Resolves once nothing
   * is under way; each statement's caller gets the rows or the error.
   * @internal
   */
  async send(client: PoolClient, beginning: string): Promise<void> {
    this.landed = true;
    const [first, ...others] = this.asked;
    if (!first) return;
    if (others.length === 0) {
      const text = onBehalf(first.text, first.values.length + 1);
      return this.answer(client, { ...first, text, values: [...first.values, this.userId] });
    }
    const parts = inOneWrite(client, () => [
      client.query(beginning),
      ...this.asked.map((asked) => this.answer(client, asked)),
      client.query('COMMIT'),
    ]);
    const ends = await Promise.allSettled(parts);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  /** Never rejects: the error goes to the statement's caller. */
  private async answer(client: PoolClient, { text, values, answer }: Asked): Promise<void> {
    try {
      answer.resolve((await client.query<QueryResultRow>(prepared(text, values))).rows);
    } catch (error) {
      answer.reject(error);
    }
  }
}

/**
 * A transaction on behalf of one user. Only `Database.asUser` and `Database.asAdmin` make one, so a repository cannot
 * be called without saying for whom; the database's policies hold it to that.
 */
export class Tx implements ReadTx {
  /** @internal */
  constructor(
    readonly userId: string,
    private readonly manager: EntityManager,
    private readonly client: PoolClient,
  ) {}

  /** The ORM's repository of an entity, inside this transaction. */
  of<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }

  /** One statement with `$1` parameters; `text` must be a constant. */
  async sql<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(prepared(text, values))).rows;
  }

  /** One statement that yields a row or none. */
  async one<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row | null> {
    return (await this.sql<Row>(text, values))[0] ?? null;
  }

  /**
   * Statements that do not wait for one another, sent in one write and answered in order. Where one fails, those behind
   * it fail too, since the transaction is over.
   */
  together<const T extends ReadonlyArray<Promise<unknown>>>(
    queries: () => T,
  ): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
    return Promise.all(inOneWrite(this.client, queries)) as Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;
  }

  /** The transaction as other libraries want it: text and values, no preparation. */
  readonly raw = {
    executeSql: async (text: string, values?: unknown[]): Promise<{ rows: unknown[] }> =>
      this.client.query(text, values),
  };
}
