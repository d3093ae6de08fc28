import type { Settings, VersionAnswer } from '../settings.ts';

/** The app version inside a User-Agent (`Instagram 222.0.0.13.114 Android (...)`); '' where there is none. */
export const appVersionOf = (userAgent: string | undefined): string =>
  /^Instagram (\d+(?:\.\d+)*)/.exec(userAgent ?? '')?.[1] ?? '';

const compare = (a: string, b: string): number => {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

export const isVersionRefused = (
  version: string,
  policy: Pick<Settings, 'refused_versions' | 'minimum_version'>,
): boolean => {
  if (policy.minimum_version !== null && compare(version, policy.minimum_version) < 0) return true;
  return policy.refused_versions.some((one) => isOf(version, one));
};

const isOf = (version: string, one: string): boolean => (one.endsWith('.') ? version.startsWith(one) : version === one);

/** What a version gets in the place of its answer; null: it is accepted. The table is asked first. */
export const answerForVersion = (
  version: string,
  policy: Pick<Settings, 'refused_versions' | 'minimum_version' | 'version_answer' | 'versions'>,
): VersionAnswer | null => {
  const row = policy.versions.find((one) => isOf(version, one.version));
  if (row) return row.answer === 'accepted' ? null : row.answer;
  return isVersionRefused(version, policy) ? policy.version_answer : null;
};
