import { createCipheriv, publicEncrypt, constants, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { obscureEmail, obscurePhone } from './codes.ts';
import { decryptPassword } from './enc-password.ts';
import { newPasswordKey, type PasswordKey, restorePasswordKey } from './password-key.ts';
import { isTotpValid, secondsLeft, totpAt } from './totp.ts';

describe('one-time passwords', () => {
  // RFC 6238, appendix B: the seed "12345678901234567890", the last six of the eight digits.
  const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i s is %s', (seconds, code) => {
    expect(totpAt(SEED, seconds)).toBe(code);
  });

  it('counts in the neighbouring periods, and not beyond', () => {
    const now = 1_111_111_111;
    expect([-60, -30, 0, 30, 60].map((drift) => isTotpValid(SEED, totpAt(SEED, now + drift), now))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('tells how long a code lasts', () => {
    expect([0, 1, 29, 30].map(secondsLeft)).toEqual([30, 29, 1, 30]);
  });
});

describe('encrypted password', () => {
  let key: PasswordKey;
  beforeAll(async () => {
    key = await newPasswordKey(200);
  });

  const TIME = '1700000000';
  const encrypt = (password: string, { keyId = key.id, version = '4', aad = TIME } = {}) => {
    const aesKey = randomBytes(32);
    const iv = randomBytes(12);
    const sealed = publicEncrypt({ key: key.saved.publicPem, padding: constants.RSA_PKCS1_PADDING }, aesKey);
    const cipher = createCipheriv('aes-256-gcm', aesKey, iv);
    cipher.setAAD(Buffer.from(aad));
    const text = Buffer.concat([cipher.update(password, 'utf8'), cipher.final()]);
    const size = Buffer.alloc(2);
    size.writeUInt16LE(sealed.length);
    const blob = Buffer.concat([Buffer.from([1, keyId]), iv, size, sealed, cipher.getAuthTag(), text]);
    return `#PWD_INSTAGRAM:${version}:${TIME}:${blob.toString('base64')}`;
  };

  it.each(['secret', 'pässwörd ✓', ''])('%j comes out as it went in', (password) => {
    expect(decryptPassword(encrypt(password), key)).toBe(password);
  });

  it('comes out with the key pair as it was saved', () => {
    const restored = restorePasswordKey(JSON.parse(JSON.stringify(key.saved)) as PasswordKey['saved']);
    expect(decryptPassword(encrypt('secret'), restored)).toBe('secret');
    expect(restored.headers).toEqual(key.headers);
  });

  it.each([
    ['for another key id', () => encrypt('secret', { keyId: 7 })],
    ['of another version', () => encrypt('secret', { version: '0' })],
    ['with another time than was sealed', () => encrypt('secret', { aad: '1700000001' })],
    ['cut short', () => encrypt('secret').slice(0, 200)],
    ['of nonsense', () => '#PWD_INSTAGRAM:4:1700000000:AAAA'],
    ['in plain text', () => 'secret'],
  ])('%s is nothing', (_what, make) => {
    expect(decryptPassword(make(), key)).toBeNull();
  });

  it('is announced in two headers, the key as base64 of PEM', () => {
    expect(key.headers['ig-set-password-encryption-key-id']).toBe('200');
    const encoded = key.headers['ig-set-password-encryption-pub-key'];
    expect(Buffer.from(String(encoded), 'base64').toString()).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  });
});

describe('contact points', () => {
  it('are shown in part', () => {
    expect(obscureEmail('lena@example.com')).toBe('l****a@example.com');
    expect(obscurePhone('+49 170 555 3345')).toBe('+49 *** *** 3345');
  });
});
