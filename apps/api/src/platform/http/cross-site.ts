import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config/config.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_SITES = new Set(['same-origin', 'none']);
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** On a developer's machine, one address has several names. */
const isLoopback = (origin: string, host: string | undefined): boolean => {
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return LOOPBACK.test(from.hostname) && from.host === host;
};

/**
 * Whether a page of another website sent this and would change something. A SameSite cookie still comes with a form of
 * another port on this host; the browser says where it was. Programs say nothing of the kind, and are let through.
 */
export const isCrossSite = (
  { method, headers }: { readonly method: string; readonly headers: IncomingHttpHeaders },
  { publicUrl, production }: Config,
): boolean => {
  if (SAFE_METHODS.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return !OWN_SITES.has(site);
  // Over plain HTTP from another machine browsers leave the site out, but not the origin.
  const { origin } = headers;
  if (origin === undefined || origin === new URL(publicUrl).origin) return false;
  return production || !isLoopback(origin, headers.host);
};
