import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SealingKey, SealingKeys } from '../crypto/sealing.ts';
import { Secret } from '../crypto/secret.ts';
import { keyList } from './secret-lists.ts';
import { ConfigError } from './config-error.ts';
import { KEYS_FILE, keptSealingKeys } from './generated-keys.ts';

export interface KnownKeys {
  readonly keys: SealingKeys;
  /** Where they are kept, if this installation made them itself; null: in ENCRYPTION_KEYS. */
  readonly file: string | null;
}

const asKeys = (list: ReadonlyArray<{ id: string; key: Buffer }>): SealingKeys | null => {
  const [newest, ...older]: SealingKey[] = list.map(({ id, key }) => ({ id, key: new Secret(key) }));
  return newest ? [newest, ...older] : null;
};

/** The keys as their file has them now; null where there is no file, or it cannot be read. */
export const keysNow = (file: string | null): SealingKeys | null => asKeys((file && keptSealingKeys(file)) || []);

/**
 * The keys that seal, for a command at the machine that needs nothing else of the configuration. It makes none.
 * @throws ConfigError where there are none, or they are not as they should be
 */
export const sealingKeysFromEnvironment = (): KnownKeys => {
  const given = process.env['ENCRYPTION_KEYS'];
  if (given) {
    const { data, error } = keyList.safeParse(given);
    const keys = data && asKeys(data);
    if (!keys) throw new ConfigError([`ENCRYPTION_KEYS ${error?.issues[0]?.message ?? 'is empty'}`]);
    return { keys, file: null };
  }
  const file = join(resolve(process.env['DATA_DIR'] || '.data'), KEYS_FILE);
  const keys = keysNow(file);
  if (keys) return { keys, file };
  throw new ConfigError([
    existsSync(file)
      ? `DATA_DIR: the keys in ${file} cannot be read`
      : 'ENCRYPTION_KEYS is missing, and DATA_DIR has no keys.json: nothing tells what is sealed with which key.',
  ]);
};
