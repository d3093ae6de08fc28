import pLimit from 'p-limit';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { isDeadlock, translated } from './database-errors.ts';
import { QUEUE_SCHEMA } from '../queue/turn-queue.ts';
import type { SystemFunction } from './system-functions.ts';
import { inOneWrite, OneFlight, type ReadTx, Tx } from './tx.ts';

/** A user touches what is theirs; an administrator also what the policies allow of others. */
export type Scope = 'user' | 'admin';

/** The user is checked to be a UUID before; a parameter would need a round trip of its own. */
const begin = (scope: Scope, userId: string, more = ''): string =>
  `BEGIN; SELECT set_config('app.user_id', '${userId}', true), set_config('app.scope', '${scope}', true)${more}`;

/** A transaction that changes nothing. */
const BEGIN_READING = (userId: string): string =>
  `BEGIN READ ONLY; SELECT set_config('app.user_id', '${userId}', true), set_config('app.scope', 'user', true)`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

// The ORM did not begin this transaction itself, and its savers would begin one of their own.
const markTransaction = (runner: QueryRunner, active: boolean) =>
  Object.assign(runner, { isTransactionActive: active });

const assertUser = (userId: string): void => {
  if (!UUID.test(userId)) throw new TypeError('a transaction needs the id of a user');
};

/**
 * Statements on counters that run at once. In a rush they wait for the same few rows, and more of them would only hold the
 * connections that everything else is waiting for.
 */
const COUNTERS_AT_ONCE = 2;

/** How often a transaction is retried after a deadlock. */
const MOST_RETRIES = 3;

export interface DatabaseSchema {
  readonly migrations: readonly string[];
  readonly queues: readonly string[];
}

const SCHEMA = `
  SELECT (SELECT coalesce(array_agg(name ORDER BY name), '{}') FROM schema_migrations) AS migrations,
         (SELECT coalesce(array_agg(name ORDER BY name), '{}') FROM ${QUEUE_SCHEMA}.queue) AS queues`;

/**
 * The only door to the data: every transaction says for whom it works. `work` touches nothing but the transaction, since
 * it runs again where the database ended it to break a deadlock.
 */
export class Database {
  private readonly watchers = new Set<(userId: string, scope: Scope) => void>();
  private readonly counting = pLimit(COUNTERS_AT_ONCE);

  constructor(private readonly source: DataSource) {}

  /** After each commit, before its caller continues, `watcher` is told on whose behalf something may have changed. */
  watchCommits(watcher: (userId: string, scope: Scope) => void): void {
    this.watchers.add(watcher);
  }

  /**
   * Runs `work` in a transaction that sees and touches only what is this user's.
   * @throws AppError DATABASE_UNAVAILABLE where the database is away; whatever `work` throws, after the rollback.
   */
  asUser<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(userId, 'user', begin('user', userId), work);
  }

  /**
   * As `asUser`, for what may be lost when the database's machine loses power in the next moment, because what it
   * records can be found out again. Nothing of it is half there, and the commit does not wait for the disk.
   */
  asUserSoon<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(userId, 'user', begin('user', userId, '; SET LOCAL synchronous_commit = off'), work);
  }

  /**
   * Reads in one round trip: a single statement says itself for whom it reads, several go out in one write with the
   * beginning and the end of their transaction. `read` asks all its statements at once, before it waits for any.
   * @throws AppError DATABASE_UNAVAILABLE; whatever `read` throws.
   */
  async readAsUser<T>(userId: string, read: (tx: ReadTx) => Promise<T>): Promise<T> {
    assertUser(userId);
    try {
      const flight = new OneFlight(userId);
      const result = read(flight);
      result.catch(() => undefined);
      const client = await (this.source.driver as unknown as { master: Pool }).master.connect();
      try {
        await flight.send(client, BEGIN_READING(userId));
      } finally {
        client.release();
      }
      return await result;
    } catch (error) {
      throw translated(error);
    }
  }

  /** As `asUser`, and what the policies show administrators; the database checks that the user is one. */
  asAdmin<T>(adminId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(adminId, 'admin', begin('admin', adminId), work);
  }

  /** Calls one of the named functions that cross users. */
  async system<Row extends QueryResultRow>(name: SystemFunction, values: readonly unknown[] = []): Promise<Row[]> {
    const holes = values.map((_, index) => `$${index + 1}`).join(', ');
    try {
      return await this.source.query<Row[]>(`SELECT * FROM ${name}(${holes})`, [...values]);
    } catch (error) {
      throw translated(error);
    }
  }

  /** One statement on counters that belong to no user: only for rate-limits.ts and login-pauses.repository.ts. */
  async counters<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return await this.counting(() => this.source.query<Row[]>(text, [...values]));
    } catch (error) {
      throw translated(error);
    }
  }

  /** Sends messages to the listeners of a channel; at once, as part of no transaction. */
  async notify(channel: string, messages: readonly string[]): Promise<void> {
    try {
      await this.source.query('SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message', [channel, messages]);
    } catch (error) {
      throw translated(error);
    }
  }

  /** Which migrations have run here, and which queues there are. @throws AppError DATABASE_UNAVAILABLE */
  async schema(): Promise<DatabaseSchema> {
    try {
      const [row] = await this.source.query<[DatabaseSchema]>(SCHEMA);
      return row;
    } catch (error) {
      throw translated(error);
    }
  }

  private async transaction<T>(
    userId: string,
    scope: Scope,
    beginning: string,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    assertUser(userId);
    for (let retries = 0; ; retries += 1) {
      try {
        const result = await this.once(userId, beginning, work);
        for (const watcher of this.watchers) watcher(userId, scope);
        return result;
      } catch (error) {
        if (!isDeadlock(error) || retries === MOST_RETRIES) throw translated(error);
      }
    }
  }

  private async once<T>(userId: string, beginning: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      markTransaction(runner, true);
      return await this.settle(client, ...this.start(client, beginning, work, new Tx(userId, runner.manager, client)));
    } finally {
      await this.release(runner);
    }
  }

  /** Sends the beginning together with the first statements of `work`: one write, and no wait in between. */
  private start<T>(
    client: PoolClient,
    beginning: string,
    work: (tx: Tx) => Promise<T>,
    tx: Tx,
  ): [begun: Promise<unknown>, work: Promise<T>] {
    return inOneWrite(client, () => {
      const begun = client.query(beginning);
      begun.catch(() => undefined);
      return [begun, work(tx)];
    });
  }

  private async settle<T>(client: PoolClient, begun: Promise<unknown>, work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      await begun;
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // A connection that cannot roll back is broken; the pool drops it and the server forgets the transaction.
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  private async release(runner: QueryRunner): Promise<void> {
    markTransaction(runner, false);
    await runner.release();
  }
}
