import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pinoPretty from 'pino-pretty';
import { createLogger } from './logger.ts';

const collect = () => {
  const written: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(chunk.toString());
      done();
    },
  });
  return { written, sink };
};

/** What one line says, as JSON and as a terminal shows it. */
const lines = (log: (logger: ReturnType<typeof createLogger>) => void): { json: string; shown: string } => {
  const plain = collect();
  log(createLogger('test', plain.sink));
  const terminal = collect();
  log(
    createLogger(
      'test',
      pinoPretty({ messageKey: 'message', colorize: false, sync: true, destination: terminal.sink }),
    ),
  );
  return { json: plain.written.join(''), shown: terminal.written.join('') };
};

const HARMFUL = /(?!\n)[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

describe('a line of the log', () => {
  it.each<[string, string]>([
    ['a line break', 'one\ntwo'],
    ['a carriage return', 'one\rtwo'],
    ['a colour', '\u001b[31mred\u001b[0m'],
    ['a cleared screen', '\u001b[2J\u001b[H'],
    ['a bell, a backspace and a NUL', '\u0007\b\u0000'],
    ['the one-byte escape', '\u009b31m'],
    ['a turned direction', 'gnp.\u202eexe'],
    ['an isolate', '\u2066one\u2069'],
    ['a line separator', 'one\u2028two'],
  ])('carries no %s to a screen', (_, words) => {
    const { json, shown } = lines((logger) => {
      logger.info({ username: words, list: [words], error: new Error(words) }, words);
    });
    expect(json).not.toMatch(HARMFUL);
    expect(json.trim().split('\n')).toHaveLength(1);
    expect(JSON.stringify(JSON.parse(json))).not.toMatch(/\\u00[01]|\\[nrtbf]/);
    expect(shown).not.toMatch(HARMFUL);
    expect(shown).not.toContain('\ntwo');
  });

  it('says everything else as it is', () => {
    const words = String.raw`C:\new\table "quoted" \u001b \\n é 日本語 👩‍🍳`;
    const { json } = lines((logger) => logger.info({ words }, words));
    expect(JSON.parse(json)).toMatchObject({ words, message: words });
  });

  it('is one line of JSON, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const { written, sink } = collect();
        createLogger('test', sink).info({ words }, words);
        const [line = '', ...more] = written.join('').trim().split('\n');
        expect(more).toEqual([]);
        expect(line).not.toMatch(HARMFUL);
        expect(JSON.parse(line)).toMatchObject({ service: 'test' });
      }),
    );
  });
});
