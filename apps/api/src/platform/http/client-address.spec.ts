import { describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import { addressGroup, clientAddress } from './client-address.ts';

describe('the address of a client', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['unknown', '198.51.100.9'],
    ['192.0.2.7:4711', '198.51.100.9'],
    ['', '198.51.100.9'],
  ])('from a proxy that says %j is %s', (ip, address) => {
    expect(clientAddress({ ip, socket: { remoteAddress: '198.51.100.9' } as Socket })).toBe(address);
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s counts as %s', (address, group) => expect(addressGroup(address)).toBe(group));
});
