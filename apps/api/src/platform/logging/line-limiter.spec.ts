import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kindOf, LineLimiter } from './line-limiter.ts';
import { createLogger } from './logger.ts';

const WARN = 40;
const INFO = 30;

const logging = () => {
  const lines: Array<Record<string, unknown>> = [];
  let at = 0;
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(JSON.parse(chunk.toString()));
      done();
    },
  });
  return { lines, logger: createLogger('test', sink, () => at), later: (ms: number) => (at += ms) };
};

describe('lines that say the same again', () => {
  it('are written sixty times a minute, and then counted', () => {
    const { lines, logger, later } = logging();
    for (let times = 0; times < 5_000; times++) logger.error({ error: new Error(`broken pipe ${times}`) }, 'it failed');
    expect(lines).toHaveLength(60);
    later(60_000);
    logger.error('something else');
    expect(lines.slice(60)).toMatchObject([
      { level: 'error', kind: 'it failed Error', lines: 4_940, message: 'lines like others were left out' },
      { message: 'something else' },
    ]);
    logger.error('it failed');
    expect(lines).toHaveLength(63);
  });

  it('hold up no others, nor what went well', () => {
    const { lines, logger } = logging();
    for (let times = 0; times < 200; times++) {
      logger.warn('the same');
      logger.info({ method: 'GET', path: '/api/limits', status: 200 }, 'request');
    }
    logger.warn('another');
    logger.error('the same, but worse');
    expect(lines.filter(({ message }) => message === 'the same')).toHaveLength(60);
    expect(lines.filter(({ message }) => message === 'request')).toHaveLength(200);
    expect(lines.slice(-2)).toMatchObject([{ message: 'another' }, { message: 'the same, but worse' }]);
  });

  it('are refused requests too, each route and answer by itself', () => {
    const { lines, logger } = logging();
    for (let times = 0; times < 100; times++) {
      for (const [path, status] of [
        ['/api/a', 429],
        ['/api/b', 429],
        ['/api/a', 404],
      ] as const) {
        logger.info({ method: 'GET', path, status, duration_ms: times }, 'request');
      }
    }
    expect(lines).toHaveLength(180);
  });

  it.each<[string, unknown[], unknown[]]>([
    ['ids', ['job 018f2f6e-7d3c-4c11-9a55-0123456789ab failed'], ['job 7c9e6679-7425-40de-944b-e07fc1f90ae7 failed']],
    ['counts', [{}, 'waited 7 ms'], [{}, 'waited 1234 ms']],
    ['addresses', ['192.0.2.1 is odd'], ['198.51.100.23 is odd']],
    ['the error itself', [new Error('at 5')], [new Error('at 6')]],
  ])('are the same but for %s', (_, one, other) => {
    expect(kindOf(WARN, one[0], one[1])).toBe(kindOf(WARN, other[0], other[1]));
  });

  it.each<[string, unknown[], unknown[]]>([
    ['the words', ['a'], ['b']],
    ['the route', [{ route: '/a' }, 'x'], [{ route: '/b' }, 'x']],
    ['the symbol', [{ error_symbol: 'A' }, 'x'], [{ error_symbol: 'B' }, 'x']],
    [
      'the code of the error',
      [{ error: Object.assign(new Error('x'), { code: 'EPIPE' }) }, 'x'],
      [{ error: Object.assign(new Error('x'), { code: 'ENOENT' }) }, 'x'],
    ],
  ])('differ by %s', (_, one, other) => {
    expect(kindOf(WARN, one[0], one[1])).not.toBe(kindOf(WARN, other[0], other[1]));
  });

  it('are never held back where they say what went well', () => {
    expect(kindOf(INFO, { status: 200 }, 'request')).toBeNull();
    expect(kindOf(INFO, 'listening', undefined)).toBeNull();
    expect(kindOf(INFO, { status: 404 }, 'request')).not.toBeNull();
  });

  it('are all accounted for, and remembered within bounds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 5 })), { maxLength: 300 }),
        fc.integer({ min: 1, max: 4 }),
        (steps, most) => {
          let at = 0;
          let leftOut = 0;
          let written = 0;
          const limiter = new LineLimiter(() => at, most);
          const settle = () => {
            for (const { lines } of limiter.settle()) leftOut += lines;
          };
          for (const [wait, kind] of steps) {
            at += wait;
            settle();
            if (limiter.admits(`kind ${kind}`)) written += 1;
          }
          at += 60_001;
          settle();
          expect(written + leftOut).toBe(steps.length);
        },
      ),
    );
    const limiter = new LineLimiter(() => 0, 1);
    let told = 0;
    for (let kind = 0; kind < 5_000; kind++) {
      told += limiter.settle().length;
      limiter.admits(`kind ${kind}`);
      limiter.admits(`kind ${kind}`);
    }
    expect(told).toBeGreaterThan(3_900);
  });
});
