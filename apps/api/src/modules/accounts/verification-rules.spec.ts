import { describe, expect, it } from '@jest/globals';
import { afterFailure, MOST_CODES, whyClosed } from './verification-rules.ts';

type Answered = Parameters<typeof afterFailure>[0];

describe('what a failed answer does to a sign-in that waits', () => {
  it.each<[Answered, string, string]>([
    [{ symbol: 'VERIFICATION_CODE_INVALID', effect: 'none' }, 'count', 'used_up'],
    [{ symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'possible' }, 'open', 'open'],
    [{ symbol: 'INSTAGRAM_UNEXPECTED', effect: 'possible' }, 'open', 'open'],
    // The code may have been refused, and the refusal dropped by the proxy's operator.
    [{ symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'possible', viaProxy: true }, 'count', 'used_up'],
    // No code was sent.
    [{ symbol: 'PROXY_FAILED', effect: 'none', viaProxy: true }, 'open', 'open'],
    [{ symbol: 'VERIFICATION_EXPIRED', effect: 'none' }, 'over', 'over'],
    [{ symbol: 'LOGIN_BLOCKED', effect: 'none' }, 'over', 'over'],
  ])('%j: %s, the last one %s', (failure, then, last) => {
    expect(afterFailure(failure, 1)).toBe(then);
    expect(afterFailure(failure, MOST_CODES)).toBe(last);
  });
});

describe('why a sign-in takes nothing now', () => {
  const now = new Date('2026-03-02T10:00:00Z');
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  const attempt = { asks: 'code', endedAt: null, expiresAt: later(600), wrongCodes: 0, againAt: later(58.2) } as const;

  it.each([
    ['code', 'Instagram sends another code in 59 s.'],
    ['consent', 'Wait 59 s before you have it checked again.'],
    ['app', 'Wait 59 s before you have it checked again.'],
  ] as const)('says how long it waits where it asks for %s', (asks, message) => {
    expect(whyClosed({ ...attempt, asks }, true, now)).toMatchObject({
      symbol: 'TOO_MANY_REQUESTS',
      message,
      extras: { retryAfter: 59 },
    });
  });

  it.each([
    ['CONFLICT', { wrongCodes: 0 }],
    ['VERIFICATION_ATTEMPTS_USED_UP', { wrongCodes: MOST_CODES }],
    ['VERIFICATION_EXPIRED', { endedAt: now }],
  ] as const)('is %s apart from that', (symbol, change) => {
    expect(whyClosed({ ...attempt, ...change }, false, now).symbol).toBe(symbol);
  });
});
