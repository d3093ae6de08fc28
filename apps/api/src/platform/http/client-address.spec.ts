import { describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { addressGroup, clientAddress, plainAddress, plainForwarded } from './client-address.ts';

describe('the address of a client', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['unknown', '198.51.100.9'],
    ['192.0.2.7:4711', '192.0.2.7'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[fe80::1%eth0]:80', 'fe80::1'],
    ['::ffff:192.168.0.1', '192.168.0.1'],
    ['::ffff:c0a8:1', '192.168.0.1'],
    ['::FFFF:C0A8:0001', '192.168.0.1'],
    ['0:0:0:0:0:ffff:c0a8:1', '192.168.0.1'],
    ['[::ffff:192.168.0.1]:555', '192.168.0.1'],
    ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['192.0.2.7:4711:1', '198.51.100.9'],
    ['192.0.2.7:', '198.51.100.9'],
    ['192.0.2.700:80', '198.51.100.9'],
    ['192.0.2.07', '198.51.100.9'],
    ['[192.0.2.7', '198.51.100.9'],
    ['_hidden', '198.51.100.9'],
    ['example.org:80', '198.51.100.9'],
    ['', '198.51.100.9'],
  ])('from a proxy that says %j is %s', (ip, address) => {
    expect(clientAddress({ ip, socket: { remoteAddress: '198.51.100.9' } as Socket })).toBe(address);
  });

  it('of a connection that has ended is empty', () => {
    expect(clientAddress({ socket: {} as Socket })).toBe('');
    expect(clientAddress({ ip: 'unknown', socket: {} as Socket })).toBe('');
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['::ffff:c0a8:1', '192.168.0.1'],
    ['::ffff:192.168.0.1', '192.168.0.1'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2'],
    ['2001:db8:1:2::%7', '2001:db8:1:2'],
  ])('%s counts as %s', (address, group) => expect(addressGroup(address)).toBe(group));

  it('has one spelling and one bucket, in whatever way it is written', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 65_535 }), (address, port) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const ways = [
          address,
          `${address}:${port}`,
          `::ffff:${address}`,
          `::FFFF:${hex}`,
          `0:0:0:0:0:ffff:${hex}`,
          `[::ffff:${hex}]:${port}`,
        ];
        expect(new Set(ways.map(plainAddress))).toEqual(new Set([address]));
        expect(new Set(ways.map(addressGroup))).toEqual(new Set([address]));
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const plain = plainAddress(address);
        expect(plain).not.toBeNull();
        expect(plainAddress(plain ?? '')).toBe(plain);
        expect(plainAddress(`[${address.toUpperCase()}]:80`)).toBe(plain);
      }),
    );
  });

  it('takes whatever a header says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(plainForwarded(text).split(',')).toHaveLength(text.split(',').length);
        addressGroup(text);
      }),
    );
  });
});
