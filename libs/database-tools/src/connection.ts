import pg from 'pg';

/** Where a database is and as whom; plain values, so that it can be copied, stored and handed to pg, TypeORM or a URL. */
export interface ConnectionConfig {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** A `postgresql://` URL, or anything that pg's own Client takes. */
export type Connection = string | pg.ClientConfig;

/** The same connection as a URL, with every part escaped. */
export const connectionUrl = ({ host, port, user, password, database }: ConnectionConfig): string =>
  `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${encodeURIComponent(database)}`;

/** The same server and role, another database. */
export const inDatabase = (connection: ConnectionConfig, database: string): ConnectionConfig => ({
  ...connection,
  database,
});

const clientConfig = (connection: Connection): pg.ClientConfig =>
  typeof connection === 'string' ? { connectionString: connection } : connection;

/**
 * Opens one connection for `fn` and closes it afterwards, whatever happened. Session locks and settings end with it.
 * Throws what connecting or `fn` throws.
 */
export const withClient = async <T>(connection: Connection, fn: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({
    application_name: 'pacekeeper-database-tools',
    keepAlive: true,
    ...clientConfig(connection),
  });
  // Without a listener a connection that breaks between two queries would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await fn(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};
