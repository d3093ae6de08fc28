import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, describe, it, jest } from '@jest/globals';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { TestApi } from '../../testing/test-api.ts';
import { FIRST_PASSWORD_FILE, FirstAdmin } from './first-admin.ts';
import { operate } from './operator.ts';

// Argon2id and a database of its own take their time where other specs run beside this one.
jest.setTimeout(60_000);

let api: TestApi;
let file: string;
beforeAll(async () => {
  api = await TestApi.start();
  file = join(api.app.get<Config>(CONFIG).dataDir, FIRST_PASSWORD_FILE);
});
afterAll(() => api.stop());

/** What a start says of the first administrator's password. */
const said = async (): Promise<string> => {
  const before = api.logLines.length;
  await api.app.get(FirstAdmin).ensure();
  return api.logLines.slice(before).join('');
};

describe('the first administrator', () => {
  it('has the one-time password in a file, and each start says so until it is changed', async () => {
    for (const start of ['the first', 'the next']) {
      expect([start, await said(), existsSync(file)]).toEqual([
        start,
        expect.stringContaining('it is in this file'),
        true,
      ]);
    }
  });

  it('is not sent to the file once an operator gave out another password, but told how to get one', async () => {
    expect((await operate(api.ownerUrl, 'reset', 'admin')).done).toBe(true);
    for (const start of ['the first', 'the next']) {
      const text = await said();
      expect([start, text, existsSync(file)]).toEqual([
        start,
        expect.stringContaining('npm run admin -- reset'),
        false,
      ]);
      expect(text).not.toContain('in this file');
    }
  });
});
