import { describe, expect, it } from '@jest/globals';
import { reauthenticateSchema } from '@pacekeeper/contracts';
import { inGroups, kindOfCode } from './codes.ts';

describe('a typed code', () => {
  it.each([
    ['123456', 'totp'],
    [' 123 456 ', 'totp'],
    ['3-ab12c-de34f', 'recovery_code'],
    ['3AB12C DE34F', 'recovery_code'],
    ['', null],
    ['12345', null],
    ['1234567', null],
    ['abcdefghijk', null],
    ['3-k7w2-mq9x-fdab-cdef-ghij-kmnp-qrst', 'recovery_code'],
    ['3-k7w2-mq9x-fdab-cdef-ghij-kmnp-qrs', null],
    ['٣٤٥٦٧٨', 'totp'],
    ['１２３ ４５６', 'totp'],
  ])('%j is read as the contract reads it', (typed, kind) => {
    expect(kindOfCode(typed)).toBe(kind);
    expect(reauthenticateSchema.safeParse({ password: 'a', code: typed }).success).toBe(kind !== null);
  });
});

describe('a secret', () => {
  it('is shown in groups', () => {
    expect(inGroups('ABCDEFGHIJ')).toBe('ABCD EFGH IJ');
    expect(inGroups('')).toBe('');
  });
});
