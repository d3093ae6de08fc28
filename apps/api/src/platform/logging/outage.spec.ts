import { Writable } from 'node:stream';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../errors/app-error.ts';
import { createLogger } from './logger.ts';

let written: string[];
let logger: ReturnType<typeof createLogger>;
beforeEach(() => {
  written = [];
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(chunk.toString());
      done();
    },
  });
  logger = createLogger('test', sink);
});

const raised = (message: string, code?: string) => Object.assign(new Error(message), code ? { code } : {});
const away = (cause: unknown) => new AppError('DATABASE_UNAVAILABLE', {}, { cause });

describe('a database that is away', () => {
  it.each<[string, unknown]>([
    ['a shutdown', raised('terminating connection due to administrator command', '57P01')],
    ['a crash', raised('terminating connection because of crash of another server process', '57P02')],
    ['a start', raised('the database system is starting up', '57P03')],
    ['nobody listening', raised('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED')],
    ['several addresses', new AggregateError([raised('connect', 'ECONNREFUSED')])],
    ['a connection that broke', raised('Connection terminated unexpectedly')],
    ['our own word for it', away(raised('x', '57P01'))],
  ])('is one short line: %s', (_, error) => {
    logger.warn({ error, turns: 3 }, 'worker: could not ask');
    expect(written).toHaveLength(1);
    const line = JSON.parse(written[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'warn', turns: 3 });
    expect(line['message']).toMatch(/^worker: could not ask \(the database is away: .+\)$/);
    expect(written[0]).not.toContain('stack');
  });

  it('is told once, whatever notices it and however often', () => {
    for (let n = 0; n < 50; n += 1) {
      logger.warn({ error: raised('x', '57P01') }, 'queue: fault');
      logger.error({ error: away(raised('x', 'ECONNREFUSED')) }, 'a request failed');
      logger.child({ part: n }).warn({ error: raised('Connection terminated') }, 'mail: could not ask');
    }
    expect(written).toHaveLength(1);
  });

  it('hides nothing else', () => {
    logger.warn({ error: raised('x', '57P01') }, 'queue: fault');
    logger.error({ error: raised('syntax error', '42601') }, 'a statement failed');
    logger.error({ error: away(undefined) }, 'not ready');
    logger.warn({ error: Object.assign(raised('x', 'ECONNREFUSED'), { command: 'CONN' }) }, 'a mail server is away');
    logger.error(raised('x', 'ECONNREFUSED'));
    logger.info({ removed: 3 }, 'removed');
    logger.info('ready');
    expect(written.slice(1).map((line) => (JSON.parse(line) as { message: string }).message)).toEqual([
      'a statement failed',
      'not ready',
      'a mail server is away',
      'x',
      'removed',
      'ready',
    ]);
    expect(written[1]).toContain('stack');
  });
});
