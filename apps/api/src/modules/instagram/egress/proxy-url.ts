import { isIP } from 'node:net';

/** A proxy as its URL names it. */
export interface ProxyUrl {
  readonly scheme: 'http' | 'https';
  /** A DNS name in lower case, or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly credentials: { readonly user: string; readonly password: string } | null;
}

/** Not a proxy's URL, or one that leads where Pacekeeper does not go. The message says which part, without the secret. */
export class ProxyRefused extends Error {
  override readonly name = 'ProxyRefused';
  /** As a network fault has it: the request layer keeps the code and nothing else. */
  readonly code = 'EPROXYREFUSED';
}

const LONGEST = 2_048;
const DEFAULT_PORTS = { http: 80, https: 443 } as const;
const SHAPE = /^(https?):\/\/(?:([^@/?#\\]*)@)?(\[[^\]@/?#\\]*\]|[^:@/?#\\[\]]+)(?::(\d{1,5}))?\/?$/i;
/** Longer than a DNS name may be, or with a label that is none. */
const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

const decode = (text: string): string => {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    throw new ProxyRefused('The name or password has a % that is not part of %XX; write % itself as %25.');
  }
  if (/\p{Cc}/u.test(decoded)) throw new ProxyRefused('The name or password has a character that cannot be sent.');
  return decoded;
};

const credentialsOf = (text: string | undefined): ProxyUrl['credentials'] => {
  if (text === undefined) return null;
  const colon = text.indexOf(':');
  const user = decode(colon === -1 ? text : text.slice(0, colon));
  const password = decode(colon === -1 ? '' : text.slice(colon + 1));
  // The header that carries both has a colon between them.
  if (user.includes(':')) throw new ProxyRefused('The name may not contain a colon.');
  return { user, password };
};

/** An address in its one form. Other ways to write it (0x7f.1, 2130706433, 127.1, %31, full width) are refused. */
const hostOf = (written: string): string => {
  const url = `http://${written}/`;
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
  if (host.endsWith('.')) throw new ProxyRefused('The host may not end in a dot.');
  if (isIP(host) === 6) return host;
  if (isIP(host) === 4) {
    if (host !== written) throw new ProxyRefused('Write the address as four numbers with dots between.');
    return host;
  }
  if (!NAME.test(host)) throw new ProxyRefused('The host is neither a DNS name nor an address.');
  return host;
};

/**
 * Reads a proxy's URL: http:// or https://, a host with an optional port, and an optional name and password,
 * percent-encoded. Pure; where it leads is for ProxyGuard to say.
 * @throws ProxyRefused
 */
export const parseProxyUrl = (text: string): ProxyUrl => {
  if (text.length > LONGEST) throw new ProxyRefused(`The address has more than ${LONGEST} characters.`);
  if (/[\s\p{Cc}\p{Cf}]/u.test(text))
    throw new ProxyRefused('The address has a blank or an invisible character in it.');
  if (/^socks/i.test(text)) throw new ProxyRefused('SOCKS proxies are not supported: use one that speaks HTTP.');
  const [, scheme, credentials, host, port] = SHAPE.exec(text) ?? [];
  if (scheme === undefined || host === undefined) {
    throw new ProxyRefused('Write it as http://name:password@host:port, with nothing behind the port.');
  }
  const kind = scheme.toLowerCase() as ProxyUrl['scheme'];
  const number = port === undefined ? DEFAULT_PORTS[kind] : Number(port);
  if (number < 1 || number > 65_535) throw new ProxyRefused('The port must be a number from 1 to 65535.');
  return { scheme: kind, host: hostOf(host), port: number, credentials: credentialsOf(credentials) };
};

/** Host and port as people write them; never a name or password. */
export const placeOf = ({ host, port }: Pick<ProxyUrl, 'host' | 'port'>): string =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
