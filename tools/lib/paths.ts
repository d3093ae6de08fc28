import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const ROOT = dirname(dirname(import.meta.dirname));

/** A script of the API that needs no building: its source, or what was built of it where the sources are not shipped. */
const ofApi = (name: string): string => {
  const source = join(ROOT, 'apps/api/src', `${name}.ts`);
  return existsSync(source) ? source : join(ROOT, 'dist/api', `${name}.js`);
};

export const PATHS = {
  migrations: join(ROOT, 'migrations'),
  dist: join(ROOT, 'dist'),
  api: join(ROOT, 'dist/api/main.js'),
  checkConfig: ofApi('check-config'),
  describeConfig: ofApi('describe-config'),
  measureReserve: join(ROOT, 'dist/api/testing/measure-reserve.js'),
  keys: ofApi('keys'),
  simulate: ofApi('modules/bot/simulation/simulate'),
  operator: join(ROOT, 'dist/api/operator.js'),
  worker: join(ROOT, 'dist/api/worker.js'),
  simulator: join(ROOT, 'apps/instagram-simulator/src/main.ts'),
  bin: (name: string) => join(ROOT, 'node_modules/.bin', name),
} as const;
