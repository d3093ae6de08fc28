import { dirname, join } from 'node:path';

export const ROOT = dirname(dirname(import.meta.dirname));

export const PATHS = {
  migrations: join(ROOT, 'migrations'),
  dist: join(ROOT, 'dist'),
  api: join(ROOT, 'dist/api/main.js'),
  checkConfig: join(ROOT, 'dist/api/check-config.js'),
  measureReserve: join(ROOT, 'dist/api/testing/measure-reserve.js'),
  keys: join(ROOT, 'apps/api/src/keys.ts'),
  operator: join(ROOT, 'dist/api/operator.js'),
  worker: join(ROOT, 'dist/api/worker.js'),
  simulator: join(ROOT, 'apps/instagram-simulator/src/main.ts'),
  bin: (name: string) => join(ROOT, 'node_modules/.bin', name),
} as const;
