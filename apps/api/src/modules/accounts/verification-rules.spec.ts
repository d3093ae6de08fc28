import { describe, expect, it } from '@jest/globals';
import { afterFailure, MOST_CODES } from './verification-rules.ts';

type Answered = Parameters<typeof afterFailure>[0];

describe('what a failed answer does to a sign-in that waits', () => {
  it.each<[Answered, string, string]>([
    [{ symbol: 'VERIFICATION_CODE_INVALID', effect: 'none' }, 'count', 'used_up'],
    [{ symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'unknown' }, 'open', 'open'],
    [{ symbol: 'INSTAGRAM_UNEXPECTED', effect: 'unknown' }, 'open', 'open'],
    // The code may have been refused, and the refusal cut off by whoever runs the proxy.
    [{ symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'unknown', viaProxy: true }, 'count', 'used_up'],
    // No code was sent.
    [{ symbol: 'PROXY_FAILED', effect: 'none', viaProxy: true }, 'open', 'open'],
    [{ symbol: 'VERIFICATION_EXPIRED', effect: 'none' }, 'over', 'over'],
    [{ symbol: 'LOGIN_BLOCKED', effect: 'none' }, 'over', 'over'],
  ])('%j: %s, the last one %s', (failure, then, last) => {
    expect(afterFailure(failure, 1)).toBe(then);
    expect(afterFailure(failure, MOST_CODES)).toBe(last);
  });
});
