import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { type ProxyCredentials, proxyCredentials } from './proxy.ts';
import type { Reply } from './reply.ts';
import { bodyText } from './reply.ts';
import type { SelfSigned } from './self-signed.ts';

/** What becomes of a CONNECT: a tunnel, an answer of the proxy's own, silence, or a torn connection. */
export type TunnelDecision = 'open' | 'hang' | 'reset' | Reply;

export interface TunnelOptions {
  /** `to`: the host and port that were asked for. */
  readonly decide: (to: string, credentials: ProxyCredentials | null) => TunnelDecision;
  /** What a client that speaks TLS in the tunnel is shown. */
  readonly certificate: () => SelfSigned;
}

/** Who opened the tunnel that a connection came through. */
const openers = new WeakMap<Duplex, ProxyCredentials>();

export const tunnelOpener = (socket: Duplex): ProxyCredentials | null => openers.get(socket) ?? null;

/** The first byte of a TLS record that begins a handshake. */
const HANDSHAKE = 0x16;

/**
 * Lets a server act as an HTTP proxy for CONNECT. Whatever host was asked for, the tunnel leads to this server itself:
 * nothing goes out. Inside, both TLS and plain HTTP are understood. Returns what ends all tunnels.
 */
export const serveTunnels = (server: Server, { decide, certificate }: TunnelOptions): (() => void) => {
  const open = new Set<Duplex>();
  let context: SecureContext | undefined;

  const enter = (socket: Duplex, credentials: ProxyCredentials | null, first: Buffer) => {
    socket.unshift(first);
    let inner = socket;
    if (first[0] === HANDSHAKE) {
      context ??= createSecureContext(certificate());
      inner = new TLSSocket(socket as never, { isServer: true, secureContext: context });
      inner.on('error', () => undefined);
    }
    if (credentials) openers.set(inner, credentials);
    server.emit('connection', inner);
  };

  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    const credentials = proxyCredentials(request.headers['proxy-authorization']);
    const decision = decide(request.url ?? '', credentials);
    if (decision === 'hang') return;
    if (decision === 'reset') return void socket.destroy();
    if (decision !== 'open') return void socket.end(rawReply(decision));
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) enter(socket, credentials, head);
    else {
      const begin = () => {
        const first = socket.read() as Buffer | null;
        if (first) enter(socket.off('readable', begin), credentials, first);
      };
      socket.on('readable', begin);
    }
  });
  return () => open.forEach((socket) => socket.destroy());
};

const rawReply = (reply: Reply): string => {
  const body = bodyText(reply);
  const headers = Object.entries(reply.headers ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  return [
    `HTTP/1.1 ${reply.status} Refused`,
    ...headers,
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
};
