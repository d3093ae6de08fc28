import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  connectionUrl,
  EmbeddedPostgresError,
  ensureRoles,
  forgetLibpqVariables,
  inDatabase,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@pacekeeper/database-tools';
import { Refusal, say } from './say.ts';

export const DATABASE = 'pacekeeper';

export interface RolePasswords {
  readonly owner: string;
  readonly app: string;
  readonly worker: string;
}

export interface StartedDatabase {
  readonly server: EmbeddedPostgres;
  /** Starts the server again, on the same port, each time it ends without being told to; the answer stops it for good. */
  readonly keepAlive: () => () => Promise<void>;
  /** As the API's role, the workers' and the owner's. */
  readonly appUrl: string;
  readonly workerUrl: string;
  readonly ownerUrl: string;
}

const fresh = (): string => randomBytes(24).toString('hex');

/** The roles' passwords: made once, kept where only this user may read them. */
const keptPasswords = (file: string): RolePasswords => {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<RolePasswords>) : {};
  const { owner = fresh(), app = fresh(), worker = fresh() } = kept;
  const all = { owner, app, worker };
  // An installation from before workers had a role of their own gets its password now.
  if (Object.keys(all).some((role) => !(role in kept))) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(all), { mode: 0o600, flush: true });
    renameSync(draft, file);
  }
  return all;
};

const AGAIN_MS = 1_000;

const keepAlive = (first: EmbeddedPostgres, again: () => Promise<EmbeddedPostgres>): (() => Promise<void>) => {
  const stopping = new AbortController();
  let server = first;
  const restart = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        server = await again();
        say('The database runs again.');
        return;
      } catch (error) {
        say(`The database could not be started again: ${(error as Error).message}`);
        await pause(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await server.exited;
      if (stopping.signal.aborted) return;
      say('The database ended unexpectedly; starting it again.');
      await restart();
    }
  })();
  return async () => {
    stopping.abort();
    await server.stop();
    await watching;
    // Where it was about to come back in this very moment.
    await server.stop();
  };
};

/** The database that comes with the project, under `dataDir`, with its roles. @throws Refusal */
export const startDatabase = async (
  dataDir: string,
  options: { ephemeral?: boolean; log?: (line: string) => void } = {},
): Promise<StartedDatabase> => {
  forgetLibpqVariables(process.env);
  try {
    const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), ...options });
    const { owner, app, worker } = keptPasswords(join(dataDir, 'database-roles.json'));
    const roles = {
      ownerRole: { name: 'pacekeeper_owner', password: owner },
      appRole: { name: 'pacekeeper_app', password: app },
      workerRole: { name: 'pacekeeper_worker', password: worker },
    };
    await ensureRoles({ superuser: server.superuser, database: DATABASE, ...roles });
    const as = ({ name, password }: { name: string; password: string }) =>
      connectionUrl({ ...inDatabase(server.superuser, DATABASE), user: name, password });
    const again = () => startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), port: server.port, ...options });
    return {
      server,
      keepAlive: () => keepAlive(server, again),
      appUrl: as(roles.appRole),
      workerUrl: as(roles.workerRole),
      ownerUrl: as(roles.ownerRole),
    };
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) {
      const log = error.serverLog.length > 0 ? `\n${error.serverLog.join('\n')}` : '';
      throw new Refusal(`${error.message}${error.code === 'START_FAILED' ? log : ''}`);
    }
    throw error;
  }
};
