import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@pacekeeper/testing';
import { sendRaw } from '../../testing/raw.ts';
import { TestApi } from '../../testing/test-api.ts';

jest.setTimeout(60_000);

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await TestApi.start();
  token = await api.signIn((await api.given.user()).username);
});
afterAll(() => api.stop());

interface Line {
  readonly level: string;
  readonly message: string;
  readonly path?: string;
  readonly error_symbol?: string;
}
const linesFrom = (from: number): Line[] =>
  api.logLines
    .slice(from)
    .join('')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

const opened = async (): Promise<Socket> => {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};
const head = (method: string, path: string, ...more: string[]) =>
  [`${method} ${path} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${token}`, ...more].join('\r\n') + '\r\n\r\n';
const JSON_TYPE = 'Content-Type: application/json';

/** Connections that are still open at the API. */
const connections = () =>
  new Promise<number>((resolve, reject) =>
    api.app
      .getHttpServer()
      .getConnections((error: Error | null, count: number) => (error ? reject(error) : resolve(count))),
  );

/** Sends it on a connection of its own that is then cut, and waits until the API has seen that. */
const cut = async (times: number, text: string, how: 'reset' | 'end' = 'reset'): Promise<void> => {
  const before = await connections();
  const sockets = await Promise.all(Array.from({ length: times }, opened));
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.write(text, resolve))));
  // What is sent on them has been read once a later request was answered.
  await api.ask('GET', '/api/health/live');
  for (const socket of sockets) {
    if (how === 'reset') socket.resetAndDestroy();
    else socket.destroy();
  }
  await eventually(async () => (await connections()) <= before + 1, 'the cut connections are gone');
};

describe('a client that breaks off', () => {
  it.each<[string, string]>([
    ['in the middle of a body', head('POST', '/api/auth/login', JSON_TYPE, 'Content-Length: 1000') + '{"username":"a'],
    ['before its body', head('POST', '/api/auth/login', JSON_TYPE, 'Content-Length: 1000')],
    ['in the middle of a chunk', head('POST', '/api/bot/login', JSON_TYPE, 'Transfer-Encoding: chunked') + 'ff\r\n{"a'],
    ['between two chunks', head('PATCH', '/api/users/x', JSON_TYPE, 'Transfer-Encoding: chunked') + '2\r\n{"\r\n'],
    [
      'in the middle of a body that is refused',
      head('POST', '/api/nowhere', JSON_TYPE, 'Content-Length: 900000') + '{',
    ],
    [
      'in the middle of a body of another kind',
      head('PUT', '/api/limits', 'Content-Type: image/png', 'Content-Length: 99') + 'x',
    ],
    ['in the middle of its headers', 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nX-Long: '],
    ['in the middle of a stream', head('GET', '/api/events')],
    ['before its answer', head('GET', '/api/activity-logs')],
    ['before two answers', head('GET', '/api/limits') + head('GET', '/api/limits')],
  ])('%s is no fault of ours, and no reason for a line each', async (_, text) => {
    for (const how of ['reset', 'end'] as const) {
      const from = api.logLines.length;
      await cut(50, text, how);
      const lines = linesFrom(from);
      expect(lines.filter(({ level }) => level === 'error' || level === 'warn' || level === 'fatal')).toEqual([]);
      expect(
        lines.filter(({ error_symbol }) => error_symbol === 'DATABASE_UNAVAILABLE' || error_symbol === 'INTERNAL'),
      ).toEqual([]);
    }
    expect((await api.ask('GET', '/api/limits', { token })).status).toBe(200);
  });

  it('a thousand times leaves next to nothing in the log', async () => {
    const from = api.logLines.length;
    const text = head('POST', '/api/auth/login', JSON_TYPE, 'Content-Length: 1000') + '{"username":"a';
    for (let times = 0; times < 10; times++) await cut(100, text);
    // Lines of the requests before may come late.
    expect(linesFrom(from).filter(({ path }) => path === '/api/auth/login').length).toBeLessThan(30);
  });

  it.each<[string, Array<string | Buffer>]>([
    ['TLS', [Buffer.from('1603010200010001fc0303', 'hex'), Buffer.alloc(300, 7)]],
    ['HTTP/2', ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']],
    ['noise', [Buffer.alloc(5_000, 255)]],
    ['junk behind a request', [head('GET', '/api/health/live'), Buffer.alloc(2_000, 1)]],
    [
      'a request inside of a body',
      [head('POST', '/api/auth/login', JSON_TYPE, 'Content-Length: 2') + '{}GARBAGE\r\n\r\n'],
    ],
  ])('or sends %s is answered or cut, without an error of ours', async (_, parts) => {
    const from = api.logLines.length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => sendRaw(api.url, ...parts)));
    for (const answer of answers) expect(answer).not.toMatch(/^HTTP\/1\.1 5/m);
    expect(linesFrom(from).filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  });
});
