import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';

const fileSchema = z.object({
  jwt_secret: z.base64(),
  encryption_keys: z.array(z.object({ id: z.string(), key: z.base64() })).min(1),
});

export interface GeneratedKeys {
  readonly jwtSecret: Buffer;
  readonly encryptionKeys: ReadonlyArray<{ readonly id: string; readonly key: Buffer }>;
}

const freshKeys = () =>
  JSON.stringify(
    {
      jwt_secret: randomBytes(48).toString('base64'),
      encryption_keys: [{ id: `k${randomBytes(3).toString('hex')}`, key: randomBytes(32).toString('base64') }],
    },
    null,
    2,
  );

/**
 * The keys of this installation, made at the first start into a file that only its owner may read. Of processes that
 * start at once, one wins: the file appears whole, by a hard link, or is there already.
 * @throws ConfigError where the folder cannot be written or the file is not what was written.
 */
export const generatedKeys = (file: string): GeneratedKeys => {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, freshKeys(), { mode: 0o600, flag: 'wx' });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const kept = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return {
      jwtSecret: Buffer.from(kept.jwt_secret, 'base64'),
      encryptionKeys: kept.encryption_keys.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') })),
    };
  } catch (error) {
    const reason = error instanceof z.ZodError ? 'it is damaged' : (error as Error).message;
    throw new ConfigError([`DATA_DIR: the keys in ${file} cannot be read or made (${reason})`]);
  }
};
