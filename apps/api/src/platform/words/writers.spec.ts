import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS, MESSAGE_SYMBOLS } from '@pacekeeper/contracts';
import { PATHS } from '../config/root.ts';

const SOURCES = join(import.meta.dirname, '../..');
/** The one place that still stores sentences. */
const WORKER = /^modules\/bot\/work\//;

const files = readdirSync(SOURCES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(SOURCES, path), text: readFileSync(path, 'utf8') }));
const migrations = readdirSync(PATHS.migrations)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => readFileSync(join(PATHS.migrations, name), 'utf8').split('-- Down Migration')[0] ?? '');

const OWN = MESSAGE_SYMBOLS.filter((symbol) => !(ERROR_SYMBOLS as readonly string[]).includes(symbol));

/** Said by the worker's turns as sentences today. */
const BY_THE_WORKER = [
  'gap',
  'hourly_cap',
  'working_hours',
  'quota',
  'bot_paused',
  'reading_back',
  'bot.paused',
  'job.finished',
  'job.finished_short',
  'job.source_failed',
  'targets.skipped',
];
/** Symbols of the clock for what is not built yet. */
const NOT_BUILT = ['job_paused', 'read_cap', 'quiet_after_reconnect', 'approval'];

describe('stored messages', () => {
  it('have each of their symbols written somewhere', () => {
    const said = [...files.filter(({ path }) => !WORKER.test(path)).map(({ text }) => text), ...migrations].join('\n');
    // Symbols with a dot are like nothing else; the clock's are plain words, so only `say` tells.
    const unsaid = OWN.filter((symbol) => !said.includes(symbol.includes('.') ? `'${symbol}'` : `say('${symbol}'`));
    expect(unsaid.filter((symbol) => !BY_THE_WORKER.includes(symbol))).toEqual(NOT_BUILT);
  });

  it('are sentences nowhere but in the worker’s turns', () => {
    const offers = files.filter(({ text }) => /\bPlainText\b[^;]*stored-words\.ts'/.test(text)).map(({ path }) => path);
    expect(offers.toSorted()).toEqual([
      'modules/activity/activity.repository.ts',
      'modules/bot/bots.repository.ts',
      'modules/bot/jobs/jobs.repository.ts',
      'modules/bot/jobs/waiting.ts',
    ]);
    const taking = /\bactivity\.write(?:Quietly)?\(|\bjobs\.(?:wait|holdAll|recordError)\(|\bbots\.recordFault\(/g;
    const others = files.filter(({ path }) => !WORKER.test(path) && !path.startsWith('modules/activity/'));
    const calls = others.flatMap(({ path, text }) =>
      [...text.matchAll(taking)].map(({ index }) => ({ path, call: text.slice(index, index + 120) })),
    );
    expect(calls.filter(({ call }) => !/\bsay\(/.test(call))).toEqual([]);
  });

  it('are written by no statement as text', () => {
    const sentence = /\b(?:waiting_reason|last_error_message|message)\s*=\s*'/;
    expect(files.filter(({ text }) => sentence.test(text)).map(({ path }) => path)).toEqual([]);
    const inserting = files.filter(({ text }) => /INSERT INTO activity_logs/.test(text)).map(({ path }) => path);
    expect(inserting).toEqual(['modules/activity/activity.repository.ts']);
  });
});
