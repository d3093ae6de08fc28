import { describe, expect, it } from '@jest/globals';
import { HostRefused } from '../../platform/net/host-guard.ts';
import { testConfig } from '../../testing/test-config.ts';
import { WebAddresses } from './web-addresses.ts';

const BASE = {
  DATABASE_URL: 'postgres://u:p@10.0.0.9:5432/x',
  PUBLIC_URL: 'https://pacekeeper.example.com',
  INSTAGRAM_BASE_URL: 'http://127.0.0.1:4100',
};
const addresses = (networks?: string) =>
  new WebAddresses(testConfig({ ...BASE, ...(networks ? { WEBHOOK_ALLOWED_NETWORKS: networks } : {}) }));

describe('where notifications may go', () => {
  it.each([
    ['10.20.0.0/16', '10.20.3.4', true],
    ['10.20.0.0/16', '10.21.0.1', false],
    ['10.20.0.0/16', '127.0.0.1', false],
    ['10.20.0.0/16', '::1', false],
    ['fd12::/48, 192.168.7.1/32', 'fd12::7', true],
    ['fd12::/48, 192.168.7.1/32', '192.168.7.1', true],
    ['fd12::/48, 192.168.7.1/32', 'fd13::7', false],
    [undefined, '10.20.3.4', false],
    [undefined, '127.0.0.1', false],
    [undefined, '169.254.169.254', false],
    [undefined, 'localhost', false],
  ])('of the networks %s to %s: %s', async (networks, host, may) => {
    const found = addresses(networks).guard.check(host);
    if (may) await expect(found).resolves.toEqual([host]);
    else await expect(found).rejects.toThrow(HostRefused);
  });

  it('is the public internet in any case, but not this installation', async () => {
    for (const networks of [undefined, '10.20.0.0/16']) {
      await expect(addresses(networks).guard.check('8.8.4.7')).resolves.toEqual(['8.8.4.7']);
      await expect(addresses(networks).guard.check('10.0.0.9')).rejects.toThrow(HostRefused);
    }
    expect(addresses('10.20.0.0/16').isAllowed('8.8.4.7')).toBe(false);
  });

  it.each(['10.20.0.0', '10.20.0.0/33', 'fd12::/129', 'example.org/16', '10.20.0.0/16,', 'all'])(
    'is refused at boot where it is %s',
    (networks) => expect(() => addresses(networks)).toThrow(/WEBHOOK_ALLOWED_NETWORKS|configuration/i),
  );
});
