import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS, errorEntry, errorMessage, symbolOfCode } from './index.ts';

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
    for (const text of [entry.title, entry.message, entry.cause, ...entry.steps]) {
      expect(text.trim()).toBe(text);
      expect(text).not.toMatch(/!|oops/i);
    }
    expect(entry.steps.length).toBeGreaterThan(0);
    expect(entry.status).toBeGreaterThanOrEqual(400);
    expect(entry.status).toBeLessThan(600);
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
