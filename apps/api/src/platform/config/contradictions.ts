import { nameOf } from './database-address.ts';
import type { Given } from './variables.ts';

/** Variables that are each valid but cannot be used together. */
export const contradictions = (set: Given, unusable: ReadonlySet<string>): string[] => {
  const wrong: string[] = [];
  const production = set.NODE_ENV === 'production';
  const missing = (name: keyof Given): boolean => set[name] === undefined && !unusable.has(name);
  if (production && missing('INSTAGRAM_MODE'))
    wrong.push('INSTAGRAM_MODE is missing: in production it must say simulator or live');
  if (production && missing('JWT_SECRET'))
    wrong.push('JWT_SECRET is missing: production needs it (npm run keys makes one)');
  if (production && missing('ENCRYPTION_KEYS'))
    wrong.push('ENCRYPTION_KEYS is missing: production needs it (npm run keys makes them)');
  if (unusable.has('INSTAGRAM_MODE')) return [...wrong, ...databaseContradictions(set)];
  const mode = set.INSTAGRAM_MODE ?? 'simulator';
  if (mode === 'live' && set.PACE_SPEED !== undefined && set.PACE_SPEED !== 1) {
    wrong.push('PACE_SPEED must be 1 in mode live: real accounts are paced in real time');
  }
  if (mode === 'simulator' && missing('INSTAGRAM_BASE_URL')) {
    wrong.push('INSTAGRAM_BASE_URL is missing: mode simulator needs the address of a simulator (npm start brings one)');
  }
  if (mode === 'simulator' && set.INSTAGRAM_BASE_URL && !set.INSTAGRAM_BASE_URL.startsWith('http:')) {
    wrong.push('INSTAGRAM_BASE_URL must begin with http:// in mode simulator');
  }
  if (mode === 'live' && set.INSTAGRAM_BASE_URL && !set.INSTAGRAM_BASE_URL.startsWith('https:')) {
    wrong.push('INSTAGRAM_BASE_URL must begin with https:// in mode live');
  }
  if (set.PROXY_ALLOW_LOOPBACK === 'on' && (mode === 'live' || production)) {
    wrong.push('PROXY_ALLOW_LOOPBACK must be off in mode live and in production: it is for tests');
  }
  const [version, code] = ['INSTAGRAM_APP_VERSION', 'INSTAGRAM_APP_VERSION_CODE'] as const;
  if (missing(version) && set[code] !== undefined) wrong.push(`${version} is missing: ${code} belongs to a version`);
  if (missing(code) && set[version] !== undefined) wrong.push(`${code} is missing: each version has its own`);
  if (mode === 'live' && set.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    wrong.push('NODE_TLS_REJECT_UNAUTHORIZED must not be 0 in mode live: it would switch off certificate checks');
  }
  return [...wrong, ...databaseContradictions(set)];
};

/** Each role signs in to the same database. */
const databaseContradictions = (set: Given): string[] => {
  const name = set.DATABASE_URL && nameOf(set.DATABASE_URL);
  if (name === undefined) return [];
  return (['WORKER_DATABASE_URL', 'MIGRATION_DATABASE_URL'] as const)
    .filter((variable) => set[variable] !== undefined && nameOf(set[variable]) !== name)
    .map((variable) => `${variable} must name the database that DATABASE_URL names`);
};

/** Accepted settings that will not work as expected. */
export const warningsOf = (set: Given, cookiesKept: boolean, workerRole: string | null): string[] => {
  const production = set.NODE_ENV === 'production';
  const warnings: string[] = [];
  if (!cookiesKept) {
    warnings.push(
      'PUBLIC_URL is plain http on another machine: browsers drop the sign-in cookie there, so a reload signs people out; serve it over https',
    );
  }
  if (set.PUBLIC_URL?.startsWith('https:') && set.TRUST_PROXY === 'off') {
    warnings.push(
      'TRUST_PROXY is off while PUBLIC_URL is https: everybody behind the proxy counts as one address for the limits',
    );
  }
  if (production && workerRole === null) {
    warnings.push('WORKER_DATABASE_URL is not set: API and workers share one database role and all its functions');
  }
  if (set.NODE_ENV !== undefined && !['production', 'development', 'test'].includes(set.NODE_ENV)) {
    warnings.push('NODE_ENV is neither production, development nor test: it counts as development');
  }
  return warnings;
};
