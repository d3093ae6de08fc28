import { describe, expect, it } from '@jest/globals';
import { Secret } from '../../../platform/crypto/secret.ts';
import { newRecoveryCodes, parsedRecoveryCode, shownRecoveryCode } from './recovery-codes.ts';
import { newTotpSecret, stepOfCode, totpAddress } from './totp.ts';

/** The secret of RFC 6238's appendix B, "12345678901234567890", and the last six digits of its codes for SHA-1. */
const RFC = new Secret('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
const at = (seconds: number) => new Date(seconds * 1000);

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
    [20_000_000_000, '353130', 666_666_666],
  ])('at %d seconds is %s', (seconds, code, step) => {
    expect(stepOfCode(RFC, code, at(seconds))).toBe(step);
  });

  it.each([
    ['two steps early', 1_234_567_859, null],
    ['one step early', 1_234_567_860, 41_152_263],
    ['at its first second', 1_234_567_890, 41_152_263],
    ['at its last second', 1_234_567_919, 41_152_263],
    ['one step late', 1_234_567_949, 41_152_263],
    ['two steps late', 1_234_567_950, null],
  ])('that is shown %s (%d) belongs to step %s', (_, seconds, step) => {
    expect(stepOfCode(RFC, '005924', at(seconds))).toBe(step);
  });

  it.each(['', '00592', '0059240', '005925', 'abcdef'])('is not %j', (code) => {
    expect(stepOfCode(RFC, code, at(1_234_567_890))).toBeNull();
  });

  it('comes from a secret of 160 bits, never the same', () => {
    const made = Array.from({ length: 50 }, () => newTotpSecret().open());
    expect(new Set(made).size).toBe(50);
    for (const one of made) expect(one).toMatch(/^[A-Z2-7]{32}$/);
  });

  it('is set up from an address that says whose it is', () => {
    const address = new URL(totpAddress(RFC, 'Zoë & co'));
    expect([address.protocol, address.host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(address.pathname)).toContain('Pacekeeper:Zoë & co');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      issuer: 'Pacekeeper',
      secret: RFC.open(),
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});

describe('recovery codes', () => {
  it('are ten of 140 bits each, and come back as they were shown', () => {
    const codes = newRecoveryCodes();
    expect(codes.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const code of codes) {
      const shown = shownRecoveryCode(code);
      expect(shown).toMatch(/^\d(-[a-km-np-z2-9]{4}){7}$/);
      expect(parsedRecoveryCode(shown.replaceAll('-', ''))).toEqual(code);
    }
    const signs = Array.from({ length: 200 }, newRecoveryCodes).flat();
    expect(new Set(signs.map((one) => one.signs)).size).toBe(2000);
    expect(new Set(signs.flatMap((one) => [...one.signs])).size).toBe(32);
  });
});
