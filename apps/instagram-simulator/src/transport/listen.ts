import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveTunnels, type TunnelOptions } from './tunnel.ts';

export interface Listening {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

// A client that keeps connections must be the one who closes them, or its next call meets a reset.
const KEEP_ALIVE_MS = 75_000;

/** Starts an HTTP server on a port (0: any free one); with `tunnels` it also opens tunnels. @throws the system's error if the port is taken. */
export const listen = async (
  host: string,
  port: number,
  handler: RequestListener,
  tunnels: TunnelOptions | null = null,
): Promise<Listening> => {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true, maxHeaderSize: 64 * 1024 }, handler);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  const endTunnels = tunnels ? serveTunnels(server, tunnels) : () => undefined;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  return { url: `http://${reachable(host)}:${bound}`, port: bound, close: () => closeServer(server, endTunnels) };
};

/** The host under which a server is reached that listens on `host`. */
const reachable = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
};

const closeServer = (server: Server, endTunnels: () => void): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    endTunnels();
  });
