import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { makeFolder } from '@pacekeeper/database-tools';
import { Refusal } from './say.ts';

export const dataDir = (): string => resolve(process.env['DATA_DIR'] || '.data');

/** @throws Refusal where it cannot be made or written */
export const ensureFolder = (folder: string): void => {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Refusal(`DATA_DIR: ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
};
