import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Config } from '../config/config.ts';
import { addSealingKey, generatedKeys, KEYS_FILE } from '../config/generated-keys.ts';
import { keysNow } from '../config/sealing-keys.ts';
import { KeyWatch } from './key-watch.ts';
import { SealingBox, type SealingKeys, UnsealError } from './sealing.ts';

const context = { purpose: 'session', userId: 'user-a', rowId: 'row-1' } as const;

let folder: string;
let file: string;
let keys: SealingKeys;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pacekeeper-keys-'));
  file = join(folder, KEYS_FILE);
  generatedKeys(file);
  keys = keysNow(file) as SealingKeys;
});
afterEach(() => {
  jest.useRealTimers();
  rmSync(folder, { recursive: true });
});

const watched = (box: SealingBox, keysFile: string | null) => {
  jest.useFakeTimers();
  const watch = new KeyWatch(box, { keysFile } as Config);
  watch.onApplicationBootstrap();
  return watch;
};

describe('keys that change while a process runs', () => {
  it('are taken up within a second', () => {
    const box = new SealingBox(keys);
    const watch = watched(box, file);
    const added = addSealingKey(file);
    expect(box.newestKeyId).toBe(keys[0].id);
    jest.advanceTimersByTime(1_000);
    expect(box.newestKeyId).toBe(added);
    expect(box.open(new SealingBox(keys).seal('older', context), context).open()).toBe('older');
    watch.onApplicationShutdown();
    addSealingKey(file);
    jest.advanceTimersByTime(10_000);
    expect(box.newestKeyId).toBe(added);
  });

  it('stay as they are where their file cannot be read', () => {
    const box = new SealingBox(keys, () => keysNow(file));
    const watch = watched(box, file);
    writeFileSync(file, '{"half');
    jest.advanceTimersByTime(2_000);
    expect(box.newestKeyId).toBe(keys[0].id);
    expect(() => box.open({ keyId: 'other', data: Buffer.alloc(40) }, context)).toThrow(UnsealError);
    watch.onApplicationShutdown();
  });

  it('are looked at at once where a value names one that is not known', () => {
    const box = new SealingBox(keys, () => keysNow(file));
    addSealingKey(file);
    const sealed = new SealingBox(keysNow(file) as SealingKeys).seal('newer', context);
    expect(box.open(sealed, context).open()).toBe('newer');
  });

  it('are not looked for where the environment gave them', () => {
    const box = new SealingBox(keys);
    watched(box, null);
    expect(jest.getTimerCount()).toBe(0);
  });
});
