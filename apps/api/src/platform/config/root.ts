import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const findRoot = (from: string): string => {
  const parent = dirname(from);
  return existsSync(join(from, 'migrations')) || parent === from ? from : findRoot(parent);
};

const root = findRoot(import.meta.dirname);

/** Where the things lie that are not code; the same whether the sources run or what was built of them. */
export const PATHS = {
  migrations: join(root, 'migrations'),
  web: join(root, 'dist', 'web'),
} as const;
