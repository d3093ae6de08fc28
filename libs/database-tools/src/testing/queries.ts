import type { Connection } from '../connection.ts';
import { withClient } from '../connection.ts';

/** Runs one statement, or several without values, in a connection of its own; the rows of it. */
export const run = <Row extends object>(connection: Connection, sql: string, values?: unknown[]): Promise<Row[]> =>
  withClient(connection, async (client) => (await client.query<Row>(sql, values)).rows);

/** The single value that a query yields. */
export const value = async (connection: Connection, sql: string, values?: unknown[]): Promise<unknown> =>
  Object.values((await run(connection, sql, values))[0] ?? {})[0];
