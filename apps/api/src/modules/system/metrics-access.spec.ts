import { describe, expect, it } from '@jest/globals';
import type { IncomingHttpHeaders } from 'node:http';
import { Secret } from '../../platform/crypto/secret.ts';
import { mayReadMetrics } from './metrics-access.ts';

const TOKEN = 'a-token-of-this-table-alone-0123456789';
const shown = (authorization: string) => ({ authorization });

describe('the metrics', () => {
  it.each<[string, { production?: boolean; token?: string }, string | undefined, IncomingHttpHeaders, boolean]>([
    ['anybody, where people develop', {}, '192.0.2.7', {}, true],
    ['a program on this machine', { production: true }, '127.0.0.1', {}, true],
    ['a program on this machine by its long address', { production: true }, '::1', {}, true],
    ['a program on this machine by its mapped address', { production: true }, '::ffff:127.0.0.1', {}, true],
    ['another machine', { production: true }, '192.0.2.7', {}, false],
    ['a connection that is gone', { production: true }, undefined, {}, false],
    ['a name that begins alike', { production: true }, '127.0.0.1.example.org', {}, false],
    ['what a proxy on this machine passes on', { production: true }, '::1', { 'x-forwarded-for': '192.0.2.7' }, false],
    ['what another proxy passes on', { production: true }, '127.0.0.1', { forwarded: 'for=192.0.2.7' }, false],
    ['whoever has the token', { production: true, token: TOKEN }, '192.0.2.7', shown(`Bearer ${TOKEN}`), true],
    ['whoever has no token', { production: true, token: TOKEN }, '127.0.0.1', {}, false],
    ['whoever has another', { token: TOKEN }, '127.0.0.1', shown(`Bearer ${TOKEN}x`), false],
    ['whoever has it for another scheme', { token: TOKEN }, '127.0.0.1', shown(`Basic ${TOKEN}`), false],
    ['whoever has none where people develop', { token: TOKEN }, '127.0.0.1', {}, false],
  ])('answer %s as they should', (_, { production = false, token }, peer, headers, may) => {
    const metricsToken = token === undefined ? null : new Secret(token);
    expect(mayReadMetrics({ headers, peer }, { production, metricsToken })).toBe(may);
  });
});
