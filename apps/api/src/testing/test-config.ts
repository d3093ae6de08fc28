import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '../platform/config/config.ts';

/** A configuration as the environment would give it; each call has a data folder of its own. */
export const testConfig = (env: Record<string, string>): Config =>
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
  );
