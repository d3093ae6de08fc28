import { describe, expect, it } from '@jest/globals';
import type { ErrorSymbol } from '@pacekeeper/contracts';
import { allErrorCodes } from '../../lib/errors/catalogue.ts';
import { filtersOf, matching } from './matching.ts';

const codes = allErrorCodes();
const found = (search: string, among = codes) =>
  matching(among, filtersOf(new URLSearchParams(search))).map(({ error }) => error);

const HAPPENED: Partial<Record<ErrorSymbol, { occurrences: number; last_at: string }>> = {
  TARGET_PRIVATE: { occurrences: 1, last_at: '2026-11-23T12:00:00Z' },
  RATE_LIMITED: { occurrences: 12, last_at: '2026-11-20T12:00:00Z' },
};
const occurred = codes.map((code) => ({ ...code, occurrences: 0, ...HAPPENED[code.error] }));

describe('the search of the knowledge base', () => {
  it('finds by code, symbol and words, whatever the case', () => {
    expect(found('search=e-bot-w-e0f7')).toEqual(['SESSION_INVALID']);
    expect(found('search=session_invalid')).toContain('SESSION_INVALID');
    expect(found('search=code%20RIGHT')).toContain('VERIFICATION_CODE_INVALID');
    expect(found('search=zebra')).toEqual([]);
  });

  it('finds by the words of the page too, together with those of the entry', () => {
    const filters = filtersOf(new URLSearchParams('search=zebra%20private'));
    const words = ({ error }: { error: string }) => (error === 'TARGET_PRIVATE' ? 'a page about zebras' : '');
    expect(matching(codes, filters, words).map(({ error }) => error)).toEqual(['TARGET_PRIVATE']);
  });

  it('puts what the words name before what mentions them, and that before what happened last', () => {
    const filters = filtersOf(new URLSearchParams('search=private'));
    const words = ({ error }: { error: string }) => (error === 'RATE_LIMITED' ? 'a private page' : '');
    const errors = matching(occurred, filters, words).map(({ error }) => error);
    expect(errors[0]).toBe('TARGET_PRIVATE');
    expect(errors.at(-1)).toBe('RATE_LIMITED');
    expect(found('search=private&order=often', occurred)[0]).toBe('TARGET_PRIVATE');
  });

  it.each(['ban', 'banned'])('knows what people call a disabled account: %s', (word) => {
    expect(found(`search=${word}`).slice(0, 3)).toEqual(expect.arrayContaining(['ACCOUNT_DISABLED', 'ACTION_BLOCKED']));
  });

  it('keeps to side and severity, and takes no notice of nonsense', () => {
    const instagram = found('side=instagram&severity=E');
    expect(instagram.length).toBeGreaterThan(0);
    for (const error of instagram) {
      expect(codes.find((code) => code.error === error)).toMatchObject({ side: 'instagram', severity: 'E' });
    }
    expect(found('side=nobody&severity=X&order=no&occurred=no')).toHaveLength(codes.length);
  });

  it('shows what has happened alone, where asked to', () => {
    expect(found('occurred=yes', occurred)).toEqual(['TARGET_PRIVATE', 'RATE_LIMITED']);
    expect(found('occurred=yes')).toEqual([]);
  });

  it.each([
    ['', ['TARGET_PRIVATE', 'RATE_LIMITED']],
    ['order=often', ['RATE_LIMITED', 'TARGET_PRIVATE']],
    [
      'order=title',
      codes
        .map(({ title, error }) => [title, error] as const)
        .sort(([a], [b]) => a.localeCompare(b))
        .slice(0, 2)
        .map(([, error]) => error),
    ],
  ])('puts first what is asked for: %s', (search, first) => {
    expect(found(search, occurred).slice(0, 2)).toEqual(first);
  });
});
