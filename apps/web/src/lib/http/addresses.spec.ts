import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const SOURCE = new URL('../../', import.meta.url);

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('addresses.spec.ts'))
  .map((name) => ({ name, text: readFileSync(new URL(name, SOURCE), 'utf8') }));

/** Folders of the screens are named `api` too. */
const withoutImports = (text: string): string => text.replaceAll(/(from|import|import\() ?'[^']*'/g, '');

const filesWith = (found: RegExp, part = (text: string): string => text): string[] =>
  files.flatMap(({ name, text }) => (found.test(part(text)) ? [name] : [])).sort();

describe('addresses of the API', () => {
  it('come from the table of routes; the first script alone has its own, checked by type', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(filesWith(/\/api\b/, withoutImports)).toEqual(['lib/http/first-calls.ts']);
  });

  it('are reached in one place, and nothing is sent past the calls', () => {
    expect(filesWith(/\bfetch\(|XMLHttpRequest|EventSource\(|sendBeacon/)).toEqual(['lib/http/send.ts']);
    expect(filesWith(/from '[./a-z]*\/send\.ts'/)).toEqual([
      'lib/http/call.ts',
      'lib/http/first-calls.ts',
      'lib/http/send-signed-in.ts',
    ]);
    expect(filesWith(/from '[./a-z]*\/send-signed-in\.ts'/)).toEqual(['lib/http/call.ts']);
  });
});
