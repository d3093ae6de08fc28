import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hashPassword, needsRehash, randomPassword, verifyNothing, verifyPassword } from './passwords.ts';
import { type SealContext, SealingBox, UnsealError } from './sealing.ts';
import { Secret } from './secret.ts';

const key = (id: string) => ({ id, key: new Secret(randomBytes(32)) });
const context: SealContext = { purpose: 'session', userId: 'user-a', rowId: 'row-1' };

describe('a sealed value', () => {
  const [first, second] = [key('k1'), key('k2')];
  const box = new SealingBox([first]);

  it('opens in its place', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(box.open(box.seal(text, context), context).open()).toBe(text)));
  });

  it('never looks the same twice', () => {
    expect(box.seal('same', context).data.equals(box.seal('same', context).data)).toBe(false);
  });

  it('does not open with any bit flipped', () => {
    const sealed = box.seal('a session', context);
    for (let bit = 0; bit < sealed.data.length * 8; bit += 1) {
      const data = Buffer.from(sealed.data);
      data[bit >> 3] = (data[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => box.open({ ...sealed, data }, context)).toThrow(UnsealError);
    }
  });

  it.each<[string, SealContext]>([
    ['another row', { ...context, rowId: 'row-2' }],
    ['another user', { ...context, userId: 'user-b' }],
    ['another purpose', { ...context, purpose: 'connect' }],
  ])('does not open in %s', (_, elsewhere) => {
    expect(() => box.open(box.seal('a session', context), elsewhere)).toThrow(UnsealError);
  });

  it('opens with an older key, and not without it', () => {
    const sealed = box.seal('a session', context);
    expect(new SealingBox([second, first]).open(sealed, context).open()).toBe('a session');
    expect(() => new SealingBox([second]).open(sealed, context)).toThrow(UnsealError);
    expect(new SealingBox([second, first]).seal('x', context).keyId).toBe('k2');
    expect(() => box.open({ keyId: 'k1', data: Buffer.alloc(5) }, context)).toThrow(UnsealError);
  });
});

describe('a secret', () => {
  it('does not show itself', () => {
    const secret = new Secret('hunter2-hunter2');
    const shown = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ deep: { secret } }),
      secret + '',
    ];
    for (const text of shown) expect(text).not.toContain('hunter2');
    expect(secret.open()).toBe('hunter2-hunter2');
  });
});

describe('a password', () => {
  it('is kept as Argon2id and found again in whatever form it is typed', async () => {
    const hash = await hashPassword('caf\u00e9 au lait, twice', 'ours');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(hash, 'cafe\u0301 au lait, twice', 'ours')).toBe(true);
    expect(await verifyPassword(hash, 'caf\u00e9 au lait, once', 'ours')).toBe(false);
    expect(await verifyNothing('caf\u00e9 au lait, twice', 'ours')).toBe(false);
  });

  it.each<[string, boolean]>([
    ['$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA', false],
    ['$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaA', false],
    ['$argon2id$v=19$m=12288,t=3,p=1$c2FsdHNhbHQ$aGFzaA', true],
    ['$argon2id$v=19$m=19456,t=1,p=1$c2FsdHNhbHQ$aGFzaA', true],
    ['$argon2id$v=16$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA', true],
    ['$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA', true],
  ])('kept as %s is hashed anew: %s', (hash, anew) => expect(needsRehash(hash)).toBe(anew));

  it('is hashed by threads that stand back behind the one that answers', async () => {
    await hashPassword('a password like any other', 'ours');
    const threads = process.platform === 'linux' ? readdirSync('/proc/self/task') : [];
    const hashing = threads.filter(
      (id) => readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim() === 'libuv-worker',
    );
    expect(hashing.map((id) => getPriority(Number(id)))).toEqual(hashing.map(() => 10));
    expect(hashing.length > 0).toBe(process.platform === 'linux');
    expect(getPriority(process.pid)).toBeLessThan(10);
  });

  it('at random is long and never the same', () => {
    const made = Array.from({ length: 200 }, randomPassword);
    expect(new Set(made).size).toBe(200);
    for (const one of made) expect(one).toMatch(/^([A-HJ-NP-Za-km-z2-9]{5}-){4}[A-HJ-NP-Za-km-z2-9]{5}$/);
  });
});
