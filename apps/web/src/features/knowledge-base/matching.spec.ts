import { describe, expect, it } from '@jest/globals';
import { allErrorCodes } from '../../lib/errors/catalogue.ts';
import { filtersOf, matching } from './matching.ts';

const codes = allErrorCodes();
const found = (search: string) => matching(codes, filtersOf(new URLSearchParams(search))).map(({ error }) => error);

describe('the search of the knowledge base', () => {
  it('finds by code, symbol and words, whatever the case', () => {
    expect(found('search=e-bot-w-e0f7')).toEqual(['SESSION_INVALID']);
    expect(found('search=session_invalid')).toContain('SESSION_INVALID');
    expect(found('search=code%20RIGHT')).toContain('VERIFICATION_CODE_INVALID');
    expect(found('search=zebra')).toEqual([]);
  });

  it('keeps to side and severity, and takes no notice of nonsense', () => {
    const instagram = found('side=instagram&severity=E');
    expect(instagram.length).toBeGreaterThan(0);
    for (const error of instagram) {
      expect(codes.find((code) => code.error === error)).toMatchObject({ side: 'instagram', severity: 'E' });
    }
    expect(found('side=nobody&severity=X')).toHaveLength(codes.length);
  });

  it('puts first what happened last', () => {
    const last = codes.map((code) =>
      code.error === 'TARGET_PRIVATE' ? { ...code, occurrences: 1, last_at: '2026-11-23T12:00:00Z' } : code,
    );
    expect(matching(last, { text: '', side: null, severity: null })[0]?.error).toBe('TARGET_PRIVATE');
  });
});
