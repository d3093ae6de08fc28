import { accessSync, constants, mkdirSync } from 'node:fs';
import { ConfigError } from './config-error.ts';

/**
 * Makes the data folder where it is not there; what lies above it must be. Node's own `recursive` never ends where a
 * parent is there and refuses children with ENOENT, as /proc does.
 * @throws ConfigError where it cannot be made or written
 */
export const ensureDataDir = (folder: string): void => {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw refusal(folder, error);
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refusal(folder, error);
  }
};

const refusal = (folder: string, error: unknown): ConfigError =>
  new ConfigError([`DATA_DIR: ${folder} cannot be written (${(error as NodeJS.ErrnoException).code})`]);
