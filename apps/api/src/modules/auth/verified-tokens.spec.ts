import { describe, expect, it } from '@jest/globals';
import type { AccessClaims } from './tokens.service.ts';
import { VerifiedTokens } from './verified-tokens.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const claims = (secondsLeft: number): AccessClaims => ({
  sub: '018f2f6e-7d3c-7c11-9a55-0123456789ab',
  sid: '018f2f6e-7d3c-7c11-9a55-0123456789ac',
  typ: 'access',
  exp: NOW / 1000 + secondsLeft,
});

describe('a token that was checked', () => {
  it('is known until it ends, and not a millisecond longer', () => {
    const verified = new VerifiedTokens();
    verified.keep('a.b.c', claims(60));
    expect(verified.find('a.b.c', NOW + 59_999)).toEqual(claims(60));
    expect(verified.find('a.b.c', NOW + 60_000)).toBeNull();
  });

  it('says nothing of another one', () => {
    const verified = new VerifiedTokens();
    verified.keep('a.b.c', claims(60));
    for (const other of ['a.b.d', 'a.b.c ', '']) expect(verified.find(other, NOW)).toBeNull();
  });

  it('is forgotten where there are too many, the oldest first', () => {
    const verified = new VerifiedTokens();
    for (let index = 0; index <= 10_000; index += 1) verified.keep(`token-${index}`, claims(60));
    expect(verified.find('token-0', NOW)).toBeNull();
    expect(verified.find('token-1', NOW)).not.toBeNull();
    expect(verified.find('token-10000', NOW)).not.toBeNull();
  });
});
