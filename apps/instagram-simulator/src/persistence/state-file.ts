import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isRecord, parseJson } from '../support/json.ts';
import { type SavedState, STATE_VERSION } from './saved-state.ts';

export class StateFileError extends Error {}

/** @returns the saved state; null without a file. @throws StateFileError for a file in another format. */
export const readStateFile = (path: string): SavedState | null => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new StateFileError(`${path} cannot be read: ${(error as Error).message}`);
  }
  const state = parseJson(text);
  if (!isRecord(state)) throw new StateFileError(`${path} is not a state of the simulator (it is no JSON object)`);
  if (state['version'] !== STATE_VERSION) {
    throw new StateFileError(
      `${path} is a state of version ${String(state['version'])}; this is version ${STATE_VERSION}`,
    );
  }
  return state as unknown as SavedState;
};

/** Keeps a file close to the state: written at most this long after a change, whole or not at all. */
export interface StateKeeper {
  /** Something has changed. */
  touch(): void;
  /** Writes now, if anything has changed. */
  flush(): void;
  /** Settles when no write is under way. */
  close(): Promise<void>;
}

const DELAY_MS = 500;
const OWNER_ONLY = 0o600;

/** `state` is asked for when it is written. Failures of delayed writes go to `onError`. */
export const createStateKeeper = (
  path: string,
  state: () => SavedState,
  onError: (error: Error) => void,
): StateKeeper => {
  mkdirSync(dirname(path), { recursive: true });
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let changed = false;

  const write = () => {
    timer = null;
    if (writing) return;
    changed = false;
    writing = writeAside(path, JSON.stringify(state()))
      .catch((error: unknown) => onError(error as Error))
      .finally(() => {
        writing = null;
        if (changed) touch();
      });
  };
  const touch = () => {
    changed = true;
    timer ??= setTimeout(write, DELAY_MS).unref();
  };
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (changed) writeAsideSync(path, JSON.stringify(state()));
    changed = false;
  };
  return {
    touch,
    flush,
    close: async () => {
      await writing;
      flush();
    },
  };
};

const writeAside = async (path: string, text: string): Promise<void> => {
  const aside = `${path}.writing`;
  const file = await open(aside, 'w', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
};

const writeAsideSync = (path: string, text: string): void => {
  const aside = `${path}.flushing`;
  const file = openSync(aside, 'w', OWNER_ONLY);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
};
