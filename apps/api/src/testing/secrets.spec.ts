import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually, Simulator } from '@pacekeeper/testing';
import { IgApiClient } from 'instagram-private-api';
import { prettyFactory } from 'pino-pretty';
import { AppError } from '../platform/errors/app-error.ts';
import { toProblem } from '../platform/http/problem.filter.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { nestLogger } from '../platform/logging/logging.module.ts';
import { type Hostile, HostileInstagram } from './hostile-instagram.ts';
import { TestApi } from './test-api.ts';
import { TestWorker } from './test-worker.ts';

// Every hostile answer goes through sign-in, test and a turn of a bot.
jest.setTimeout(240_000);

const json =
  (status: number, body: (secret: (name: string) => string) => unknown): Hostile =>
  (response, secret) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'set-cookie': [`sessionid=${secret('cookie')}; Domain=.instagram.com; Path=/; Secure`],
      'ig-set-authorization': `Bearer IGT:2:${secret('token')}`,
      'x-ig-set-www-claim': secret('claim'),
    });
    response.end(JSON.stringify(body(secret)));
  };
const text =
  (status: number, body: (secret: (name: string) => string) => string, headers: Record<string, string> = {}): Hostile =>
  (response, secret) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers, 'x-debug': secret('header') });
    response.end(body(secret));
  };

const ANSWERS: Array<[string, Hostile]> = [
  ['a refusal in unknown words', json(400, (s) => ({ status: 'fail', message: s('message'), trace: [s('trace')] }))],
  [
    'a block',
    json(400, (s) => ({
      status: 'fail',
      message: 'feedback_required',
      spam: true,
      feedback_title: s('title'),
      feedback_message: `${s('message')} This block will expire on 2026-12-24.`,
    })),
  ],
  [
    'a wrong password that is repeated',
    json(400, (s) => ({ status: 'fail', error_type: 'bad_password', message: s('echo') })),
  ],
  [
    'two factors without an identifier',
    json(400, (s) => ({ status: 'fail', two_factor_required: true, two_factor_info: { nonce: s('nonce') } })),
  ],
  [
    'a challenge elsewhere',
    json(400, (s) => ({
      status: 'fail',
      message: 'challenge_required',
      challenge: { url: `https://evil.example/${s('nonce')}/`, api_path: `/challenge/1/${s('nonce')}/` },
    })),
  ],
  [
    'a checkpoint elsewhere',
    json(400, (s) => ({
      status: 'fail',
      message: 'checkpoint_required',
      checkpoint_url: `https://evil.example/${s('nonce')}`,
    })),
  ],
  ['a session that is gone', json(403, (s) => ({ status: 'fail', message: 'login_required', error_body: s('words') }))],
  ['too many calls', text(429, (s) => `Please wait ${s('page')}`)],
  ['a page', text(200, (s) => `<html><body>${s('page')}</body></html>`)],
  ['broken JSON', text(200, (s) => `{"status":"ok","token":"${s('page')}"`)],
  ['a list', text(200, (s) => JSON.stringify([s('page')]))],
  ['a redirect', text(302, (s) => s('page'), { location: 'https://evil.example/login' })],
  ['a crash', text(500, (s) => `Traceback: ${s('page')}`)],
  [
    'a success with control characters',
    json(200, (s) => ({ status: 'ok', user: { pk: s('pk'), username: `\u001b[2J\u202e${s('name')}` } })),
  ],
  [
    'a connection that breaks in the middle',
    (response, secret) => {
      response.writeHead(200, { 'content-length': '1000', 'set-cookie': [`a=${secret('cookie')}`] });
      response.write(`{"status":"ok","token":"${secret('page')}`, () => response.destroy());
    },
  ],
];

let simulator: Simulator;
let instagram: HostileInstagram;
let api: TestApi;
let worker: TestWorker;
let token: string;
let userId: string;
let accountId: string;
let level: string | undefined;
const answers: string[] = [];

const ask = async (path: string, body: object): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${api.url}/api/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  answers.push(`${[...response.headers].join('\n')}\n${answer}`);
  return { status: response.status, text: answer };
};

/** As if nothing had happened to the account before. */
const recover = () =>
  api.given.sql(
    `UPDATE user_bot_status SET session_valid = true, bot_running = true, cooldown_until = NULL, faults_in_a_row = 0
     WHERE account_id = $1`,
    [accountId],
  );

beforeAll(async () => {
  level = process.env['LOG_LEVEL'];
  process.env['LOG_LEVEL'] = 'debug';
  simulator = await Simulator.start();
  instagram = await HostileInstagram.before(simulator.instagramUrl);
  const env: Record<string, string> = {
    DATA_DIR: mkdtempSync(join(tmpdir(), 'pacekeeper-secrets-')),
    INSTAGRAM_BASE_URL: instagram.url,
    PROXY_ALLOW_LOOPBACK: 'on',
  };
  api = await TestApi.start(env, async (database) => {
    env['DATABASE_URL'] = database.appUrl;
    return {};
  });
  worker = await TestWorker.start(env);
  const user = await api.given.user();
  userId = user.id;
  token = await api.signIn(user.username);
  const password = instagram.secret('password');
  await simulator.control('POST', '/accounts', { username: 'careful', password });
  const connected = await ask('bot/login', { username: 'careful', password });
  expect(connected.status).toBe(200);
  accountId = (JSON.parse(connected.text) as { account: { id: string } }).account.id;
});
afterAll(async () => {
  await worker.stop();
  await api.stop();
  await instagram.stop();
  await simulator.stop();
  if (level === undefined) Reflect.deleteProperty(process.env, 'LOG_LEVEL');
  else process.env['LOG_LEVEL'] = level;
});

/** Every row of every table, as text; sealed bytes as hex. */
const dump = async (): Promise<string> => {
  const tables = await api.given.sql<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const rows = [];
  for (const { name } of tables)
    rows.push(...(await api.given.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)));
  return rows.map(({ row }) => row).join('\n');
};

const formsOf = (secret: string): string[] => {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), encodeURIComponent(secret)];
};
const found = (where: string): string[] =>
  instagram.secrets.filter((secret) => formsOf(secret).some((form) => where.includes(form)));

/** The lines as a terminal shows them. */
const readable = (lines: readonly string[]): string => {
  const show = prettyFactory({ messageKey: 'message', errorLikeObjectKeys: ['error'], colorize: false });
  return lines.map((line) => show(line)).join('');
};

describe('what is secret', () => {
  it.each(ANSWERS)('is not told on by %s', async (_, hostile) => {
    // A sign-in, a test by hand, and a turn of the bot.
    instagram.answerWith(hostile);
    const password = instagram.secret('password');
    await ask('bot/login', { username: `nobody_${instagram.secrets.length}`, password });
    expect(instagram.hits).toBeGreaterThan(0);
    await recover();
    instagram.hits = 0;
    await ask(`users/${userId}/test-session`, { account_id: accountId });
    expect(instagram.hits).toBeGreaterThan(0);
    await recover();
    instagram.hits = 0;
    expect((await ask('bot/start', { account_id: accountId })).status).toBe(200);
    expect((await ask('bot/actions/follow-hashtag', { hashtag: 'ceramics', amount: 1 })).status).toBe(202);
    await eventually(async () => instagram.hits > 0, 'the bot calls');
    await eventually(
      async () => (await api.given.sql('SELECT 1 FROM user_bot_status WHERE lease_until IS NOT NULL')).length === 0,
      'its turn ends',
    );
    instagram.answerWith(null);
    await ask('bot/stop', { account_id: accountId });
    await api.given.sql('DELETE FROM bot_jobs');
  });

  it('is not told on by codes that are wrong, and by a proxy that is dead', async () => {
    const password = instagram.secret('password');
    const backup = '90817263';
    await simulator.control('POST', '/accounts', {
      username: 'factors',
      password,
      two_factor: { totp_seed: 'JBSWY3DPEHPK3PXPJBSWY3DP', backup_codes: [backup] },
    });
    const asked = JSON.parse((await ask('bot/login', { username: 'factors', password })).text) as {
      verification: { id: string };
    };
    for (const code of ['41957203', backup]) {
      instagram.secrets.push(code);
      await ask('bot/login/verify', { verification_id: asked.verification.id, method: 'backup', code });
    }
    const proxied = await ask('bot/login', {
      username: 'careful',
      password,
      proxy_url: `http://${instagram.secret('proxyuser')}:${instagram.secret('proxypassword')}@127.0.0.1:9`,
    });
    expect(proxied.text).toContain('PROXY_FAILED');
  });

  it('stands nowhere: in no line of a log, no row of a table, no answer', async () => {
    expect(new Set(instagram.secrets).size).toBeGreaterThanOrEqual(50);
    const lines = [...api.logLines, ...worker.logLines];
    expect(lines.length).toBeGreaterThan(20);
    expect(found(lines.join('\n'))).toEqual([]);
    expect(found(readable(lines))).toEqual([]);
    const rows = await dump();
    // The search would find what is there.
    expect(rows).toContain('careful');
    expect(found(rows)).toEqual([]);
    expect(found(answers.join('\n'))).toEqual([]);
    // eslint-disable-next-line no-control-regex -- what must not be there
    expect([...lines, ...answers].join('')).not.toMatch(/\u001b|\\u001b|\u202e/);
  });
});

/** What the library itself throws, without our layer around it. */
const thrownBy = async (call: (client: IgApiClient) => Promise<unknown>, proxy: string): Promise<unknown> => {
  const client = new IgApiClient();
  client.state.generateDevice('a device');
  client.state.proxyUrl = proxy;
  client.request.defaults = { tunnel: false, timeout: 3_000 };
  client.state.authorization = `Bearer IGT:2:${instagram.secret('token')}`;
  await client.state.cookieJar.setCookie(
    `sessionid=${instagram.secret('cookie')}; Domain=.instagram.com; Path=/; Secure` as never,
    'https://i.instagram.com/',
  );
  try {
    return await call(client);
  } catch (error) {
    return error;
  }
};

describe('the error objects of the client library', () => {
  it.each<[string, Hostile | null, string]>([
    ['a refusal', json(400, (s) => ({ status: 'fail', message: 'no', token: s('body') })), ''],
    [
      'a challenge',
      json(400, (s) => ({ status: 'fail', message: 'challenge_required', challenge: { url: s('nonce') } })),
      '',
    ],
    ['a page', text(200, (s) => s('page')), ''],
    ['a dead proxy', null, 'http://127.0.0.1:9'],
  ])('carry secrets, and lose them in every layer: %s', async (_, hostile, elsewhere) => {
    instagram.answerWith(hostile);
    const password = instagram.secret('proxypassword');
    const proxy = (elsewhere || instagram.url).replace('http://', `http://north:${password}@`);
    const error = await thrownBy((client) => client.user.info(1), proxy);
    instagram.answerWith(null);
    expect(error).toBeInstanceOf(Error);
    // It is as bad as its name, or this proves nothing.
    expect(found(inspect([error, (error as { response?: unknown }).response], { depth: 12 })).length).toBeGreaterThan(
      0,
    );

    const written: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString());
        done();
      },
    });
    const logger = createLogger('test', sink);
    const wrapped = new AppError('INTERNAL', {}, { cause: error });
    logger.error({ error }, 'a turn failed');
    logger.error({ err: error }, 'a turn failed');
    logger.error(error as Error);
    logger.warn({ error: wrapped }, 'wrapped');
    logger.error({ error: new AggregateError([error, wrapped], 'several') }, 'several');
    nestLogger(logger).error(error);
    nestLogger(logger).error(error, 'a stack', 'Context');
    expect(written.length).toBe(7);
    expect(found(written.join('\n'))).toEqual([]);
    expect(found(readable(written))).toEqual([]);
    expect(found(JSON.stringify(toProblem(wrapped, 'https://pacekeeper.example', 'an-id')))).toEqual([]);
  });
});
