import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asWorker } from '@pacekeeper/testing';
import { type Config, loadConfig } from '../platform/config/config.ts';

/** A configuration as the environment would give it; each call has a data folder of its own. */
export const testConfig = (env: Record<string, string>, service: 'api' | 'worker' = 'api'): Config =>
  loadConfig(
    {
      DATA_DIR: mkdtempSync(join(tmpdir(), 'pacekeeper-data-')),
      INSTAGRAM_BASE_URL: 'http://127.0.0.1:9',
      PACE_SPEED: '1000000',
      LOGINS_PER_MINUTE: '100000',
      REQUESTS_PER_MINUTE: '10000000',
      ...env,
    },
    '0.0.0-test',
    service,
  );

/** That of a worker beside an API with this environment: on the same database, as the worker's role. */
export const workerConfig = (env: Record<string, string>): Config =>
  testConfig({ WORKER_DATABASE_URL: asWorker(env['DATABASE_URL'] ?? ''), ...env }, 'worker');
