import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS, MESSAGE_SYMBOLS } from '@pacekeeper/contracts';
import { PATHS } from '../config/root.ts';

const SOURCES = join(import.meta.dirname, '../..');
const files = readdirSync(SOURCES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(SOURCES, path), text: readFileSync(path, 'utf8') }));
const migrations = readdirSync(PATHS.migrations)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => readFileSync(join(PATHS.migrations, name), 'utf8').split('-- Down Migration')[0] ?? '');

const OWN = MESSAGE_SYMBOLS.filter((symbol) => !(ERROR_SYMBOLS as readonly string[]).includes(symbol));

/** Symbols for what is not built yet. */
const NOT_BUILT = ['action.done'];
/** Symbols that only screens say. */
const ON_SCREENS = ['source.named'];

describe('stored messages', () => {
  it('have each of their symbols written somewhere', () => {
    const said = [...files.map(({ text }) => text), ...migrations].join('\n');
    // Symbols with a dot are like nothing else; the clock's are plain words, so only `say` tells.
    const unsaid = OWN.filter((symbol) => !said.includes(symbol.includes('.') ? `'${symbol}'` : `say('${symbol}'`));
    expect(unsaid).toEqual([...NOT_BUILT, ...ON_SCREENS]);
  });

  it('are written by no statement as text', () => {
    const sentence = /\b(?:waiting_reason|last_error_message|message)\s*=\s*'/;
    expect(files.filter(({ text }) => sentence.test(text)).map(({ path }) => path)).toEqual([]);
    const inserting = files.filter(({ text }) => /INSERT INTO activity_logs/.test(text)).map(({ path }) => path);
    expect(inserting).toEqual(['modules/activity/activity.repository.ts']);
  });
});
