import {
  cloneTemplate,
  connectionUrl,
  dropDatabase,
  inDatabase,
  type ConnectionConfig,
} from '@pacekeeper/database-tools';
import { randomBytes } from 'node:crypto';

/** Where a run's server is, as JSON; the global setup writes it, every spec file reads it. */
export const SERVER_VARIABLE = 'PACEKEEPER_TEST_SERVER';
export const TEMPLATE = 'pacekeeper_template';
export const OWNER_ROLE = { name: 'test_owner', password: 'owner-of-a-throw-away-database' };
export const APP_ROLE = { name: 'test_app', password: 'app-of-a-throw-away-database' };

export const WORKER_ROLE = { name: 'test_worker', password: 'worker-of-a-throw-away-database' };

export interface TestDatabase {
  readonly name: string;
  /** As the app's role: neither owner nor superuser. */
  readonly appUrl: string;
  /** As the worker's role. */
  readonly workerUrl: string;
  /** As the owner, who is no superuser either. */
  readonly ownerUrl: string;
  readonly superuser: ConnectionConfig;
  drop(): Promise<void>;
}

const superuser = (): ConnectionConfig => {
  const text = process.env[SERVER_VARIABLE];
  if (!text) throw new Error(`${SERVER_VARIABLE} is not set: the global setup has not run`);
  return JSON.parse(text) as ConnectionConfig;
};

/** The same database as the worker's role. */
export const asWorker = (url: string): string =>
  Object.assign(new URL(url), { username: WORKER_ROLE.name, password: WORKER_ROLE.password }).href;

/** A database of its own, cloned from the run's template. */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const server = superuser();
  const name = `t_${randomBytes(6).toString('hex')}`;
  await cloneTemplate(server, TEMPLATE, name, OWNER_ROLE.name);
  const as = (role: { name: string; password: string }) =>
    connectionUrl({ ...inDatabase(server, name), user: role.name, password: role.password });
  return {
    name,
    appUrl: as(APP_ROLE),
    workerUrl: as(WORKER_ROLE),
    ownerUrl: as(OWNER_ROLE),
    superuser: inDatabase(server, name),
    drop: () => dropDatabase(server, name),
  };
};
