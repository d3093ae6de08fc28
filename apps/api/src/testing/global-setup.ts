// Runs on plain Node.js before jest's workers: nothing here or in what it imports may need a compiler.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTemplate, startEmbeddedPostgres } from '@pacekeeper/database-tools';
import { APP_ROLE, OWNER_ROLE, SERVER_VARIABLE, TEMPLATE, WORKER_ROLE } from '@pacekeeper/testing';
import { connectionUrl } from '@pacekeeper/database-tools';
import { catalogueStatement } from '../modules/error-codes/catalogue-statement.ts';
import { SystemClock } from '../platform/clock/clock.ts';
import { PATHS } from '../platform/config/root.ts';
import { prepareDatabase } from '../platform/database/prepare.ts';
import { installQueue, QUEUE_SCHEMA } from '../platform/queue/boss.ts';

/** One real server for the run, and one database, prepared as a boot prepares it, that every spec file clones. */
export default async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-test-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), ephemeral: true });
  await createTemplate(
    server.superuser,
    TEMPLATE,
    (ownerUrl, { app, worker }) =>
      prepareDatabase({
        service: 'api',
        url: connectionUrl(app),
        ownerUrl,
        workerRole: worker.user,
        migrations: PATHS.migrations,
        install: installQueue,
        toolSchemas: [QUEUE_SCHEMA],
        seed: [catalogueStatement()],
        log: () => undefined,
        clock: new SystemClock(),
      }),
    { ownerRole: OWNER_ROLE, appRole: APP_ROLE, workerRole: WORKER_ROLE },
  );
  // Whatever the specs put into the system's folder for such things goes with the run.
  process.env['TMPDIR'] = mkdtempSync(join(folder, 'tmp-'));
  process.env[SERVER_VARIABLE] = JSON.stringify(server.superuser);
  Object.assign(globalThis, {
    stopTestServer: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
};
