import { describe, expect, it } from '@jest/globals';
import { takeToken } from './link-token.ts';

const page = (hash: string) => {
  const replaced: string[] = [];
  const history = {
    state: { key: 'a' },
    replaceState: (_: unknown, __: string, url?: string | URL | null) => void replaced.push(String(url)),
  };
  return { replaced, history, location: { hash, pathname: '/reset-password', search: '?from=mail' } };
};

describe('a link in a mail', () => {
  it('loses its token at once', () => {
    const opened = page('#token=abc-123_x');
    expect(takeToken(opened)).toBe('abc-123_x');
    expect(opened.replaced).toEqual(['/reset-password?from=mail']);
  });

  it.each(['', '#', '#token=', '#other=abc'])('with %j behind it has none, and stays as it is', (hash) => {
    const opened = page(hash);
    expect(takeToken(opened)).toBeNull();
    expect(opened.replaced).toEqual([]);
  });
});
