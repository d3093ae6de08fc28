import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';

const fileSchema = z.object({
  jwt_secret: z.base64(),
  encryption_keys: z.array(z.object({ id: z.string(), key: z.base64() })).min(1),
});

/** The file's name under the data folder. */
export const KEYS_FILE = 'keys.json';

export interface GeneratedKeys {
  readonly jwtSecret: Buffer;
  readonly encryptionKeys: ReadonlyArray<{ readonly id: string; readonly key: Buffer }>;
}

const freshKey = () => ({ id: `k${randomBytes(3).toString('hex')}`, key: randomBytes(32).toString('base64') });

const written = (keys: z.infer<typeof fileSchema>): string => JSON.stringify(keys, null, 2);

const freshKeys = () => written({ jwt_secret: randomBytes(48).toString('base64'), encryption_keys: [freshKey()] });

const read = (file: string) => fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** Replaces the keys in an existing file atomically: concurrent readers see the old or the new file, never a part. */
const rewrite = (file: string, keys: z.infer<typeof fileSchema>): void => {
  const draft = draftOf(file);
  writeFileSync(draft, written(keys), { mode: 0o600, flag: 'wx', flush: true });
  renameSync(draft, file);
};

const draftOf = (file: string) => `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;

const bytesOf = (keys: z.infer<typeof fileSchema>['encryption_keys']) =>
  keys.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') }));

/** The keys that seal, as the file has them now; null where it cannot be read. */
export const keptSealingKeys = (file: string): GeneratedKeys['encryptionKeys'] | null => {
  try {
    return bytesOf(read(file).encryption_keys);
  } catch {
    return null;
  }
};

/** Makes a new key the newest one; returns its id. @throws Error where the file cannot be read or written */
export const addSealingKey = (file: string): string => {
  const keys = read(file);
  const key = freshKey();
  rewrite(file, { ...keys, encryption_keys: [key, ...keys.encryption_keys] });
  return key.id;
};

/** Removes a key; the newest cannot be removed. False if there is no such older key. */
export const removeSealingKey = (file: string, id: string): boolean => {
  const keys = read(file);
  const [newest, ...older] = keys.encryption_keys;
  const left = older.filter((one) => one.id !== id);
  if (!newest || left.length === older.length) return false;
  rewrite(file, { ...keys, encryption_keys: [newest, ...left] });
  return true;
};

/**
 * The keys of this installation, made at the first start into a file that only its owner may read. Of processes that
 * start at once, one wins: the file appears whole, by a hard link, or is there already.
 * @throws ConfigError where the folder cannot be written or the file is not what was written.
 */
export const generatedKeys = (file: string): GeneratedKeys => {
  const draft = draftOf(file);
  try {
    writeFileSync(draft, freshKeys(), { mode: 0o600, flag: 'wx' });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const kept = read(file);
    return { jwtSecret: Buffer.from(kept.jwt_secret, 'base64'), encryptionKeys: bytesOf(kept.encryption_keys) };
  } catch (error) {
    const reason = error instanceof z.ZodError ? 'it is damaged' : (error as Error).message;
    throw new ConfigError([`DATA_DIR: the keys in ${file} cannot be read or made (${reason})`]);
  }
};
