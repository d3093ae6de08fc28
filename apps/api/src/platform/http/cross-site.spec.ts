import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { testConfig } from '../../testing/test-config.ts';
import { isCrossSite } from './cross-site.ts';

const URL_OF_OURS = 'https://bots.example.org';
const KEYS = { JWT_SECRET: 'x'.repeat(40), ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}` };
const config = (env: Record<string, string> = {}) =>
  testConfig({ DATABASE_URL: 'postgres://app@127.0.0.1/x', PUBLIC_URL: `${URL_OF_OURS}/`, ...env });
const developing = config();
const production = config({ NODE_ENV: 'production', INSTAGRAM_MODE: 'simulator', ...KEYS });

describe('a request', () => {
  it.each<[string, string, IncomingHttpHeaders, boolean]>([
    ['of a program, which says nothing', 'POST', {}, false],
    ['of our page', 'POST', { 'sec-fetch-site': 'same-origin', origin: URL_OF_OURS }, false],
    ['that a person began', 'POST', { 'sec-fetch-site': 'none' }, false],
    ['of another website', 'POST', { 'sec-fetch-site': 'cross-site' }, true],
    ['of another port', 'DELETE', { 'sec-fetch-site': 'same-site', origin: URL_OF_OURS }, true],
    [
      'of another website that only reads',
      'GET',
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      false,
    ],
    ['of our page in an old browser', 'PUT', { origin: URL_OF_OURS }, false],
    ['of another website in an old browser', 'PUT', { origin: 'https://evil.example' }, true],
    ['of another port in an old browser', 'PUT', { origin: `${URL_OF_OURS}:8443` }, true],
    ['of our name over plain HTTP', 'PUT', { origin: 'http://bots.example.org' }, true],
    ['of a page without an origin', 'POST', { origin: 'null' }, true],
    ['of what is no origin', 'POST', { origin: '%' }, true],
    ['of another website that is the host', 'POST', { origin: 'http://evil.example', host: 'evil.example' }, true],
  ])('%s', (_, method, headers, refused) => {
    expect(isCrossSite({ method, headers }, developing)).toBe(refused);
    expect(isCrossSite({ method, headers }, production)).toBe(refused);
  });

  it.each<[string, string, boolean]>([
    ['http://localhost:5173', 'localhost:5173', false],
    ['http://127.0.0.1:3000', '127.0.0.1:3000', false],
    ['http://[::1]:3000', '[::1]:3000', false],
    ['http://localhost:5173', 'localhost:3000', true],
    ['http://localhost.example.org', 'localhost.example.org', true],
  ])('from %s to %s, where people develop and nowhere else', (origin, host, refused) => {
    const request = { method: 'POST', headers: { origin, host } };
    expect(isCrossSite(request, developing)).toBe(refused);
    expect(isCrossSite(request, production)).toBe(true);
  });
});
