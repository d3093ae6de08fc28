import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ PUBLIC_URL: 'https://pace.example' });
});
afterAll(() => api.stop());

const raw = (request: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => socket.write(request));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
  });

describe('an answer before there is a route', () => {
  it.each([
    ['to what is no HTTP', 'this is no HTTP\r\n\r\n'],
    ['to an address that cannot be decoded', 'GET /api/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['to a request of two hosts', 'GET /api/limits HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
  ])('%s is protected like any other', async (_, request) => {
    const answer = (await raw(request)).toLowerCase();
    expect(answer).toMatch(/^http\/1\.1 400 /);
    expect(answer).toContain("frame-ancestors 'none'");
    expect(answer).toContain('strict-transport-security: max-age=31536000; includesubdomains');
    expect(answer).toContain('x-content-type-options: nosniff');
    expect(answer).toContain('cache-control: no-store');
  });

  it('says which characters the explorer’s page is made of', async () => {
    const { headers } = await fetch(`${api.url}/api/docs`);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  });
});
