import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a browser treats an origin as safe, and so keeps cookies that are marked Secure. */
export const keepsCookies = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  const bare = hostname.replace(/^\[|\]$/g, '');
  const kind = isIP(bare);
  if (kind > 0) return protocol === 'https:' || loopback.check(bare, kind === 4 ? 'ipv4' : 'ipv6');
  return protocol === 'https:' || /(^|\.)localhost\.?$/.test(bare);
};
