import { networkInterfaces } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from '../../../platform/crypto/secret.ts';
import { testConfig } from '../../../testing/test-config.ts';
import { isLoopbackAddress, isPublicAddress } from '../../../platform/net/public-address.ts';
import { type GuardOptions, guardOptions, ProxyGuard, ProxyNameUnknown } from './proxy-guard.ts';
import { ProxyRefused } from './proxy-url.ts';

const OWN = 'pacekeeper.example.com';
const OWN_ADDRESSES = ['9.9.9.9', '2606:4700::44'];

const guard = ({ resolve = answers(), ...more }: Partial<GuardOptions> = {}) =>
  new ProxyGuard({
    ownHosts: [OWN],
    allowLoopback: false,
    resolve: async (name) => (name === OWN ? OWN_ADDRESSES : resolve(name)),
    ...more,
  });
const check = (url: string, more: Partial<GuardOptions> = {}) => guard(more).check(new Secret(url));
const answers =
  (...addresses: string[]) =>
  async () =>
    addresses;

const CLOSED = [
  ['loopback', '127.0.0.1'],
  ['the end of loopback', '127.255.255.254'],
  ['unspecified', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['private 10', '10.0.0.1'],
  ['private 172.16', '172.16.0.1'],
  ['the end of private 172.16', '172.31.255.255'],
  ['private 192.168', '192.168.1.1'],
  ['link-local', '169.254.1.1'],
  ['cloud metadata', '169.254.169.254'],
  ['cloud metadata of another make', '100.100.100.200'],
  ['cloud metadata of a third', '192.0.0.192'],
  ['a cloud host', '168.63.129.16'],
  ['CGNAT', '100.64.0.1'],
  ['the end of CGNAT', '100.127.255.255'],
  ['benchmarks', '198.18.0.1'],
  ['the end of benchmarks', '198.19.255.255'],
  ['documentation', '192.0.2.1'],
  ['documentation, the second', '198.51.100.7'],
  ['documentation, the third', '203.0.113.7'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['IPv6 loopback', '::1'],
  ['IPv6 unspecified', '::'],
  ['IPv4-mapped', '::ffff:127.0.0.1'],
  ['IPv4-mapped public', '::ffff:8.8.8.8'],
  ['IPv4-compatible', '::7f00:1'],
  ['IPv4-translated', '::ffff:0:7f00:1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['local NAT64', '64:ff9b:1::7f00:1'],
  ['discard', '100::1'],
  ['unique local', 'fd00::1'],
  ['unique local, the other half', 'fc00::1'],
  ['cloud metadata over IPv6', 'fd00:ec2::254'],
  ['IPv6 link-local', 'fe80::1'],
  ['site-local', 'fec0::1'],
  ['IPv6 multicast', 'ff02::1'],
  ['6to4 of loopback', '2002:7f00:1::'],
  ['Teredo', '2001::1'],
  ['ORCHID', '2001:20::1'],
  ['IPv6 benchmarks', '2001:2::1'],
  ['IPv6 documentation', '2001:db8::1'],
  ['newer IPv6 documentation', '3fff::1'],
] as const;

const OPEN = [
  '8.8.8.8',
  '8.8.4.7',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '192.0.3.1',
  '198.17.255.255',
  '198.20.0.1',
  '203.0.114.1',
  '2606:4700::1',
  '2a00:1450::1',
];

describe('an address', () => {
  it.each(CLOSED)('that is %s is closed, written out and behind a name', async (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
    const literal = address.includes(':') ? `[${address}]` : address;
    await expect(check(`http://${literal}:3128`)).rejects.toThrow(ProxyRefused);
    const resolve = answers('8.8.4.7', address);
    await expect(check('http://proxy.example.com:3128', { resolve })).rejects.toThrow(ProxyRefused);
  });

  it.each(OPEN)('such as %s is open', async (address) => {
    const literal = address.includes(':') ? `[${address}]` : address;
    await expect(check(`http://${literal}:3128`)).resolves.toMatchObject({ addresses: [address] });
  });

  it('is closed unless it is plainly public', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(isPublicAddress(text)).toBe(false)));
    fc.assert(fc.property(fc.ipV4(), (ip) => isPublicAddress(ip) !== isLoopbackAddress(ip) || !isPublicAddress(ip)));
    fc.assert(fc.property(fc.ipV4(), (ip) => expect(isPublicAddress(`::ffff:${ip}`)).toBe(false)));
  });

  it('of this machine is closed, whatever it looks like', async () => {
    const own = Object.values(networkInterfaces()).flatMap((some) => (some ?? []).map(({ address }) => address));
    expect(own.length).toBeGreaterThan(0);
    for (const address of own) {
      await expect(check('http://proxy.example.com', { resolve: answers(address) })).rejects.toThrow(ProxyRefused);
    }
  });
});

describe('a name', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    'a.localhost',
    'printer.local',
    'metadata.google.internal',
    'db.internal',
    'router.lan',
    'x.home.arpa',
  ])('%s is closed, whatever it resolves to', async (name) => {
    await expect(check(`http://${name}:3128`, { resolve: answers('8.8.4.7') })).rejects.toThrow(ProxyRefused);
  });

  it('of this installation is closed', async () => {
    const resolve = answers('8.8.4.7');
    await expect(check('http://pacekeeper.example.com', { resolve })).rejects.toThrow(ProxyRefused);
    await expect(check('http://PACEKEEPER.example.com', { resolve })).rejects.toThrow(ProxyRefused);
  });

  it.each(OWN_ADDRESSES)(
    'that leads to a host of this installation is closed: %s, also written out',
    async (address) => {
      const resolve = answers('8.8.4.7', address);
      await expect(check('http://proxy.example.com:3128', { resolve })).rejects.toThrow(ProxyRefused);
      const literal = address.includes(':') ? `[${address}]` : address;
      await expect(check(`http://${literal}:3128`)).rejects.toThrow(ProxyRefused);
      await expect(check('http://8.8.4.8:3128', { ownHosts: ['8.8.4.8'] })).rejects.toThrow(ProxyRefused);
    },
  );

  it('of this installation that is not found closes nothing else', async () => {
    const ownHosts = ['gone.example.com'];
    const resolve = async (name: string): Promise<string[]> => {
      if (name === 'gone.example.com') throw new ProxyNameUnknown();
      return ['8.8.4.7'];
    };
    await expect(check('http://proxy.example.com', { ownHosts, resolve })).resolves.toBeDefined();
  });

  it('of this installation is that of its page, its database, its mail server and Instagram', () => {
    const config = testConfig({
      DATABASE_URL: 'postgres://u:p@db.example.com:5432/x',
      PUBLIC_URL: 'https://pacekeeper.example.com',
      INSTAGRAM_BASE_URL: 'http://127.0.0.1:4100',
      SMTP_URL: 'smtp://[2606:4700::25]:2525',
    });
    expect(guardOptions(config).ownHosts).toEqual([OWN, 'db.example.com', '127.0.0.1', '2606:4700::25']);
  });

  it('that has no address is known as such', async () => {
    const fails = async (): Promise<string[]> => {
      throw Object.assign(new Error('no'), { code: 'ENOTFOUND' });
    };
    await expect(check('http://proxy.example.com', { resolve: fails })).rejects.toThrow(ProxyNameUnknown);
    await expect(check('http://proxy.example.com', { resolve: answers() })).rejects.toThrow(ProxyNameUnknown);
  });

  it('gives the very addresses that were looked at', async () => {
    const resolve = answers('8.8.4.7', '2606:4700::1');
    const proxy = await check('http://proxy.example.com', { resolve });
    expect(proxy.addresses).toEqual(['8.8.4.7', '2606:4700::1']);
  });
});

describe('a proxy on this machine', () => {
  it('is for tests that say so, and then only loopback is open', async () => {
    await expect(check('http://127.0.0.1:3128', { allowLoopback: true })).resolves.toBeDefined();
    await expect(check('http://[::1]:3128', { allowLoopback: true })).resolves.toBeDefined();
    await expect(check('http://10.0.0.1:3128', { allowLoopback: true })).rejects.toThrow(ProxyRefused);
    await expect(check('http://169.254.169.254', { allowLoopback: true })).rejects.toThrow(ProxyRefused);
  });
});
