import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../clock/clock.ts';
import { Listener } from './listener.ts';

/** Takes connections and answers none: a database whose machine hangs. */
const silent = createServer();
const taken: Socket[] = [];
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  url = `postgres://nobody@127.0.0.1:${(silent.address() as AddressInfo).port}/nowhere`;
});
afterAll(() => {
  for (const socket of taken) socket.destroy();
  silent.close();
});

describe('a listener', () => {
  it('stops at once also while it is still connecting', async () => {
    const reached = new Promise<void>((resolve) =>
      silent.once('connection', (socket) => {
        taken.push(socket.on('error', () => undefined).resume());
        resolve();
      }),
    );
    const told: string[] = [];
    const listener = new Listener(url, 'anything', new SystemClock(), {
      message: (text) => told.push(text),
      listening: () => told.push('listening'),
      lost: () => told.push('lost'),
    });
    await reached;
    await listener.stop();
    expect(told).toEqual([]);
  });
});
