import { isIP } from 'node:net';
import { z } from 'zod';

/** An address with one of these protocols. */
export const url = (...protocols: readonly string[]) =>
  z
    .string()
    .trim()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)), {
      message: `must be an address that begins with ${protocols.map((one) => `${one}://`).join(' or ')}`,
    });
/** An address of which nothing but scheme, host and port is used. */
export const origin = (...protocols: readonly string[]) =>
  url(...protocols).refine((text) => {
    if (!URL.canParse(text)) return false;
    const { username, password, pathname, search, hash } = new URL(text);
    return /^\/*$/.test(pathname) && username + password + search + hash === '' && !/[?#]/.test(text);
  }, 'must be scheme, host and port alone, without a path, a query or a name in front of the host');

export const database = url('postgres', 'postgresql');

/** What a server can listen on; whether this machine has it shows when it listens. */
export const host = z
  .string()
  .trim()
  .refine(
    (text) => isIP(text) > 0 || /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9-]+)*\.?$/.test(text),
    'must be an address or a name of this machine, without a port (127.0.0.1, ::1, localhost)',
  );

export const whole = (min: number, max: number) =>
  z.coerce.number(`must be a whole number from ${min} to ${max}`).int().min(min).max(max);

const SPEED = 'must be a number from 0.1 to 1000000';
/** How many times faster than real time. */
export const speed = z.coerce.number(SPEED).min(0.1, SPEED).max(1_000_000, SPEED);

const isProxy = (text: string): boolean => {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', prefix, ...more] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  return isIP(address) > 0 && more.length === 0 && (prefix === undefined || (/^\d+$/.test(prefix) && +prefix <= bits));
};
export const proxies = z
  .string()
  .trim()
  .refine(
    (text) => text === 'off' || text.split(',').every((one) => isProxy(one.trim())),
    'must be off, or addresses and networks with commas between (10.0.0.0/8, loopback)',
  );

const isNetwork = (text: string): boolean => {
  const [address = '', prefix = '', ...more] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  return isIP(address) > 0 && more.length === 0 && /^\d{1,3}$/.test(prefix) && +prefix <= bits;
};
export const networks = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine(
    (list) => list.every(isNetwork),
    'must be networks in CIDR form with commas between (10.20.0.0/16, fd12::/48)',
  );
