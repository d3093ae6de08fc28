import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS, errorEntry, errorMessage, SITUATIONS, symbolOfCode } from './index.ts';

describe('the error catalogue', () => {
  it.each(ERROR_SYMBOLS)('%s has the code that its module, severity and symbol give', (symbol) => {
    const { code, module, severity } = errorEntry(symbol);
    const hex = createHash('sha1').update(`${module}-${severity}-${symbol}`).digest('hex').slice(0, 4).toUpperCase();
    expect(code).toBe(`E-${module}-${severity}-${hex}`);
  });

  it('has no two entries with one code', () => {
    const codes = ERROR_SYMBOLS.map((symbol) => errorEntry(symbol).code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it.each(ERROR_SYMBOLS)('%s tells a person what happened and what to do', (symbol) => {
    const entry = errorEntry(symbol);
    for (const situation of [undefined, ...SITUATIONS]) {
      const { title, message, cause, steps } = errorEntry(symbol, situation);
      for (const text of [title, message, cause, ...steps]) {
        expect(text.trim()).toBe(text);
        expect(text).not.toMatch(/!|oops/i);
      }
      expect(steps.length).toBeGreaterThan(0);
    }
    expect(entry.status).toBeGreaterThanOrEqual(400);
    expect(entry.status).toBeLessThan(600);
  });

  // Everything that Instagram, or the way to it, may answer to a sign-in.
  it.each([
    'RATE_LIMITED',
    'SESSION_INVALID',
    'SESSION_UNREADABLE',
    'ACTION_BLOCKED',
    'CHALLENGE_REQUIRED',
    'CONSENT_REQUIRED',
    'CLIENT_OUTDATED',
    'INSTAGRAM_UNAVAILABLE',
    'INSTAGRAM_UNEXPECTED',
    'INSTAGRAM_BAD_PASSWORD',
    'INSTAGRAM_INVALID_USER',
    'INSTAGRAM_LOGIN_PAUSED',
    'LOGIN_BLOCKED',
    'ACCOUNT_DISABLED',
    'PROXY_FAILED',
    'PROXY_REFUSED',
  ] as const)('%s, met while connecting, speaks of connecting', (symbol) => {
    const { message, cause, steps } = errorEntry(symbol, 'connecting');
    const words = [message, cause, ...steps].join(' ');
    // There is no bot yet, no session to test, and no pause of a bot; to connect again is what was just tried.
    expect(words).not.toMatch(/\bthe bot\b|its jobs|test the session|pause shown|connect the account again/i);
  });

  it('keeps what a situation does not change', () => {
    const { title, code, cause } = errorEntry('INSTAGRAM_UNAVAILABLE');
    expect(errorEntry('INSTAGRAM_UNAVAILABLE', 'connecting')).toMatchObject({ title, code, cause });
    expect(errorEntry('INSTAGRAM_UNAVAILABLE', 'running')).toBe(errorEntry('INSTAGRAM_UNAVAILABLE'));
    expect(errorMessage('SESSION_INVALID', {}, 'connecting')).not.toBe(errorMessage('SESSION_INVALID'));
  });

  it('finds an entry by its code and nothing by another', () => {
    expect(symbolOfCode('E-BOT-W-E0F7')).toBe('SESSION_INVALID');
    expect(symbolOfCode('E-BOT-W-0000')).toBeNull();
  });

  it('fills in the parameters of a message', () => {
    expect(errorMessage('QUOTA_EXCEEDED', { action: 'follow', limit: 10 })).toBe(
      'No follow is left for today; the limit is 10.',
    );
  });
});
