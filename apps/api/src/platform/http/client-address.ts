import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** As some proxies write it: `192.0.2.7:4711`, `[2001:db8::1]`, `[2001:db8::1]:4711`. */
const WITH_PORT = /^(?:(\d+\.\d+\.\d+\.\d+)|\[([^\]]+)\]):\d{1,5}$|^\[([^\]]+)\]$/;
/** An IPv4 address inside IPv6, in the shortest spelling. */
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

const dotted = (...halves: string[]): string =>
  halves.flatMap((half) => [Number.parseInt(half, 16) >> 8, Number.parseInt(half, 16) & 255]).join('.');

/**
 * An address in one spelling, whatever one it comes in: without a port, brackets and a zone, which means nothing elsewhere;
 * IPv6 as short as it goes, and IPv4 inside IPv6 as what it is. Null for what is no address.
 */
export const plainAddress = (text: string): string | null => {
  const [, v4, v6, bare] = WITH_PORT.exec(text.trim()) ?? [];
  const address = (v4 ?? v6 ?? bare ?? text.trim()).split('%', 1)[0] ?? '';
  const version = isIP(address);
  if (version !== 6) return version === 4 ? address : null;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(short) ?? [];
  return high && low ? dotted(high, low) : short;
};

/**
 * Where a request comes from: what a trusted proxy says, where it says an address, else the other end of the connection.
 * Empty where that has ended meanwhile.
 */
export const clientAddress = ({
  ip,
  socket,
}: Partial<Pick<FastifyRequest, 'ip'>> & Pick<FastifyRequest, 'socket'>): string =>
  plainAddress(ip ?? '') ?? plainAddress(socket.remoteAddress ?? '') ?? '';

/** What proxies say of the way of a request, each address in one spelling, so that it is recognised who is trusted. */
export const plainForwarded = (said: string): string =>
  said
    .split(',')
    .map((one) => plainAddress(one) ?? one.trim())
    .join(', ');

/** An IPv6 customer has a whole /64: it counts as one address. */
export const addressGroup = (address: string): string => {
  const plain = plainAddress(address) ?? address;
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = plain.includes('::') ? Array<string>(8 - left.length - right.length).fill('0') : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
};
