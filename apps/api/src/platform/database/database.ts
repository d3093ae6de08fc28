import type { PoolClient, QueryResultRow } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { isDeadlock, translated } from './database-errors.ts';
import type { SystemFunction } from './system-functions.ts';
import { inOneWrite, Tx } from './tx.ts';

/** The user is checked to be a UUID before; a parameter would need a round trip of its own. */
const BEGIN =
  (scope: 'user' | 'admin', more = '') =>
  (userId: string): string =>
    `BEGIN; SELECT set_config('app.user_id', '${userId}', true), set_config('app.scope', '${scope}', true)${more}`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

// The ORM did not begin this transaction itself, and its savers would begin one of their own.
const markTransaction = (runner: QueryRunner, active: boolean) =>
  Object.assign(runner, { isTransactionActive: active });

/** How often a transaction is begun anew that the database ended because it and others waited for each other. */
const MOST_RETRIES = 3;

/**
 * The only door to the data: every transaction says for whom it works. `work` touches nothing but the transaction, since
 * it runs again where the database ended it to break a deadlock.
 */
export class Database {
  constructor(private readonly source: DataSource) {}

  /**
   * Runs `work` in a transaction that sees and touches only what is this user's.
   * @throws AppError DATABASE_UNAVAILABLE where the database is away; whatever `work` throws, after the rollback.
   */
  asUser<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(userId, BEGIN('user'), work);
  }

  /**
   * As `asUser`, for what may be lost when the database's machine loses power in the next moment, because what it
   * records can be found out again. Nothing of it is half there, and the commit does not wait for the disk.
   */
  asUserSoon<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(userId, BEGIN('user', '; SET LOCAL synchronous_commit = off'), work);
  }

  /** As `asUser`, and what the policies show administrators; the database checks that the user is one. */
  asAdmin<T>(adminId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(adminId, BEGIN('admin'), work);
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

  /** Sends messages to whoever listens on a channel; at once, as part of no transaction. */
  async notify(channel: string, messages: readonly string[]): Promise<void> {
    try {
      await this.source.query('SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message', [channel, messages]);
    } catch (error) {
      throw translated(error);
    }
  }

  /** @throws AppError DATABASE_UNAVAILABLE */
  async ping(): Promise<void> {
    try {
      await this.source.query('SELECT 1');
    } catch (error) {
      throw translated(error);
    }
  }

  private async transaction<T>(
    userId: string,
    begin: (userId: string) => string,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    if (!UUID.test(userId)) throw new TypeError('a transaction needs the id of a user');
    for (let retries = 0; ; retries += 1) {
      try {
        return await this.once(userId, begin, work);
      } catch (error) {
        if (!isDeadlock(error) || retries === MOST_RETRIES) throw translated(error);
      }
    }
  }

  private async once<T>(userId: string, begin: (userId: string) => string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      markTransaction(runner, true);
      return await this.settle(
        client,
        ...this.start(client, begin(userId), work, new Tx(userId, runner.manager, client)),
      );
    } finally {
      await this.release(runner);
    }
  }

  /** Sends the beginning together with the first statements of `work`: one write, and no wait in between. */
  private start<T>(
    client: PoolClient,
    begin: string,
    work: (tx: Tx) => Promise<T>,
    tx: Tx,
  ): [begun: Promise<unknown>, work: Promise<T>] {
    return inOneWrite(client, () => {
      const begun = client.query(begin);
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
