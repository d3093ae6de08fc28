import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { ConnectionConfig } from '../connection.ts';
import { inDatabase } from '../connection.ts';
import { ensureRoles } from '../roles/ensure-roles.ts';
import { thisHost } from '../server/host.ts';
import type { Host } from '../server/host.ts';
import { startOn } from '../server/start.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from '../server/start.ts';
import { newDataDir } from './folders.ts';

const running = new Set<EmbeddedPostgres>();

afterEach(async () => {
  for (const server of running) await server.stop();
  running.clear();
});

/** Starts a server that is stopped after the test. */
export const start = async (options: EmbeddedPostgresOptions, host: Host = thisHost()): Promise<EmbeddedPostgres> => {
  const server = await startOn(host, options);
  running.add(server);
  return server;
};

let made = 0;

export interface GivenServer {
  superuser(): ConnectionConfig;
  /** A new database with roles of its own, as ensureRoles makes them. */
  database(): Promise<GivenDatabase>;
}

export interface GivenDatabase {
  name: string;
  superuser: ConnectionConfig;
  owner: ConnectionConfig;
  app: ConnectionConfig;
}

/** One ephemeral server for all tests of a spec file. */
export const givenServer = (): GivenServer => {
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    server = await startOn(thisHost(), { dataDir: newDataDir(), ephemeral: true });
  });
  afterAll(() => server.stop());
  return {
    superuser: () => server.superuser,
    database: async () => {
      const name = `db_${++made}`;
      const ownerRole = { name: `${name}_owner`, password: `${name}-owner-password` };
      const appRole = { name: `${name}_app`, password: `${name}-app-password` };
      const roles = await ensureRoles({ superuser: server.superuser, database: name, ownerRole, appRole });
      return { name, superuser: inDatabase(server.superuser, name), ...roles };
    },
  };
};
