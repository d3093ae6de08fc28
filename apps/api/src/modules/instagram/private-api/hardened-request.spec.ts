import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { IgApiClient } from 'instagram-private-api';
import { classify } from '../classifier.ts';
import { HardenedRequest, LONGEST_ANSWER } from './hardened-request.ts';
import { ProxyGuard } from '../egress/proxy-guard.ts';
import { Transports } from './transport.ts';

const open: { server: Server; transports: Transports }[] = [];

afterEach(() => {
  for (const { server, transports } of open.splice(0)) {
    transports.destroy();
    server.close();
  }
});

/** One call of the real library to a server of our own; `closed` is kept when its connection ends. */
const call = async (answer: (response: ServerResponse) => void) => {
  let ended: () => void;
  const closed = new Promise<void>((resolve) => (ended = resolve));
  const server = createServer((_, response) => {
    response.on('close', () => ended());
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const guard = new ProxyGuard({ ownHosts: [], allowLoopback: true });
  const transports = new Transports({ mode: 'simulator', baseUrl }, guard);
  open.push({ server, transports });
  const client = new IgApiClient();
  client.state.generateDevice('a device');
  const request = new HardenedRequest(client, transports.through(null));
  client.request = request;
  const outcome = await client.qe.syncLoginExperiments().then(
    () => 'answered',
    () => 'thrown',
  );
  return { outcome, exchange: request.last, closed };
};

const ok = (filler: number) => JSON.stringify({ status: 'ok', filler: 'x'.repeat(filler) });

const withoutEnd = (response: ServerResponse): void => {
  const chunk = 'x'.repeat(65_536);
  const more = (): void => {
    if (response.destroyed) return;
    if (response.write(chunk)) setImmediate(more);
    else response.once('drain', more);
  };
  more();
};

describe('an answer that is too long', () => {
  const whole = (body: string | Buffer) => (response: ServerResponse) => response.end(body);

  // The bodies are made before the call, whose time runs from its first byte.
  it.each<[string, number, Record<string, string>, (response: ServerResponse) => void]>([
    ['a success', 200, {}, whole(ok(LONGEST_ANSWER))],
    [
      'one that is small until it is unpacked',
      200,
      { 'content-encoding': 'gzip' },
      whole(gzipSync(ok(LONGEST_ANSWER), { level: 1 })),
    ],
    ['one without end', 200, {}, withoutEnd],
    ['a refusal', 400, {}, whole(ok(LONGEST_ANSWER))],
  ])('is not read: %s', async (_, status, packed, answer) => {
    const { outcome, exchange, closed } = await call((response) => {
      response.writeHead(status, { 'content-type': 'application/json', ...packed });
      answer(response);
    });
    expect(outcome).toBe('thrown');
    expect(exchange).toMatchObject({ status, body: null, network: null });
    expect(classify(exchange)).toMatchObject({ symbol: 'INSTAGRAM_UNEXPECTED', effect: 'possible' });
    await closed;
  });

  it('is none below the bound', async () => {
    const { outcome, exchange } = await call((response) => response.end(ok(LONGEST_ANSWER - 1_000)));
    expect(outcome).toBe('answered');
    expect(exchange).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});
