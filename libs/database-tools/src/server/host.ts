import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { findPackage } from './binaries.ts';
import { userId } from './layout.ts';

/** What the launcher asks of the machine it runs on; tests can replace the answers. */
export interface Host {
  /** Finds the npm package with the binaries; throws PLATFORM_UNSUPPORTED. */
  packageFolder(): string;
  /** Effective user id of this process. */
  uid: number;
  /** Whether that user has a name, in /etc/passwd or elsewhere. */
  userHasName: boolean;
  /** Whether a command can be run here and succeeds. */
  runs(command: string, args: readonly string[]): boolean;
  /** Where a copy of the binaries may lie that every user can reach. */
  temporaryFolder: string;
}

const hasName = (): boolean => {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
};

export const thisHost = (): Host => ({
  packageFolder: () => realpathSync(findPackage(import.meta.dirname, process.platform, process.arch)),
  uid: userId(),
  userHasName: hasName(),
  runs: (command, args) => spawnSync(command, args, { stdio: 'ignore', timeout: 10_000 }).status === 0,
  temporaryFolder: tmpdir(),
});
