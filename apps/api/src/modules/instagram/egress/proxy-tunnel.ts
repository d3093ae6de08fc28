import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { ProxyTrouble } from '@pacekeeper/contracts';
import type { CheckedProxy } from './proxy-guard.ts';
import { STRICT_TLS, type Target } from './target.ts';

/** The proxy did not bring us through; nothing was sent to Instagram. */
export class ProxyFault extends Error {
  override readonly name = 'ProxyFault';
  /** As a network fault has it: the request layer keeps the code and nothing else. */
  readonly code = 'EPROXY';

  constructor(readonly trouble: ProxyTrouble) {
    super(`proxy: ${trouble}`);
  }
}

/** Look-up, tunnel and TLS together, milliseconds; less than a call may take, so that a slow proxy is known as what it is. */
export const TUNNEL_TIMEOUT_MS = 4_000;
/** The longest answer to CONNECT that is read, bytes. */
const LONGEST_HEAD = 16_384;

const authority = ({ host, port }: { host: string; port: number }) =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;

const connectRequest = (proxy: CheckedProxy, target: Target): string => {
  const to = authority(target);
  const lines = [`CONNECT ${to} HTTP/1.1`, `Host: ${to}`, 'Proxy-Connection: keep-alive'];
  if (proxy.credentials) {
    const { user, password } = proxy.credentials;
    lines.push(`Proxy-Authorization: Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
};

/** A promise that a socket's event keeps, and its error or end breaks with `trouble`. */
const until = (socket: Socket, event: string, trouble: ProxyTrouble): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = () => reject(new ProxyFault(trouble));
    socket.once('error', fail);
    socket.once('close', fail);
    socket.once(event, () => {
      socket.off('error', fail);
      socket.off('close', fail);
      resolve();
    });
  });

const isCertificateFault = (error: unknown): boolean =>
  error instanceof Error && /CERT|SIGNED|ALTNAME|UNABLE_TO/.test(String((error as { code?: unknown }).code));

/** The connection to the proxy itself, at the very address that was checked. */
const reachProxy = async (
  proxy: CheckedProxy,
  address: string,
  { ca }: Target,
  opened: (socket: Socket) => void,
): Promise<Socket> => {
  const place = { host: address, port: proxy.port };
  if (proxy.scheme === 'http') {
    const socket = connect({ ...place, noDelay: true });
    opened(socket);
    await until(socket, 'connect', 'unreachable');
    return socket;
  }
  const servername = isIP(proxy.host) ? {} : { servername: proxy.host };
  const tls = { ...servername, ...(ca ? { ca } : {}), ALPNProtocols: ['http/1.1'], ...STRICT_TLS } as const;
  const socket = connectTls({ ...place, ...tls });
  opened(socket);
  let certificate = false;
  socket.once('error', (error) => (certificate = isCertificateFault(error)));
  await until(socket, 'secureConnect', 'unreachable').catch((error: unknown) => {
    throw certificate ? new ProxyFault('certificate') : error;
  });
  return socket;
};

/** The head of the answer to CONNECT; what follows it stays in the socket. */
const readHead = (socket: Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const finish = (act: () => void) => {
      // Read on demand, not by `data`: the socket must not flow before the request's own listener is there.
      socket.off('readable', onReadable);
      socket.off('error', onEnd);
      socket.off('close', onEnd);
      act();
    };
    const onEnd = () => finish(() => reject(new ProxyFault('refused')));
    const onReadable = () => {
      for (let chunk = read(socket); chunk; chunk = read(socket)) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end === -1 && head.length <= LONGEST_HEAD) continue;
        return finish(() => {
          if (end === -1) return reject(new ProxyFault('no_proxy'));
          const rest = head.subarray(end + 4);
          if (rest.length > 0) socket.unshift(rest);
          resolve(head.subarray(0, end).toString('latin1'));
        });
      }
    };
    socket.on('readable', onReadable);
    socket.once('error', onEnd);
    socket.once('close', onEnd);
  });

const read = (socket: Socket): Buffer | null => socket.read() as Buffer | null;

const checkHead = (head: string): void => {
  const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |\r|$)/.exec(head)?.[1]);
  if (Number.isNaN(status)) throw new ProxyFault('no_proxy');
  if (status === 407 || status === 401) throw new ProxyFault('credentials');
  if (status < 200 || status > 299) throw new ProxyFault('refused');
};

/** TLS with Instagram inside the tunnel: a proxy that puts its own certificate there is no proxy that we use. */
const secure = async (inner: Socket, { host, ca }: Target, way: Way): Promise<TLSSocket> => {
  const socket = connectTls({ socket: inner, servername: host, ...STRICT_TLS, ...(ca ? { ca } : {}) });
  way.opened(socket);
  await until(socket, 'secureConnect', 'certificate');
  return socket;
};

/**
 * Looks a proxy up and opens a way through it by CONNECT, and TLS in it where the target speaks it. Whatever is not through
 * in time is abandoned: no further address is called, and nothing stays open.
 * @throws ProxyFault within TUNNEL_TIMEOUT_MS, or what the look-up throws; nothing of a call was sent then
 */
export const openTunnel = async (find: () => Promise<CheckedProxy>, target: Target): Promise<Socket> => {
  const way = new Way();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ProxyFault('timeout')), TUNNEL_TIMEOUT_MS);
  });
  try {
    const proxy = await Promise.race([find(), late]);
    return await Promise.race([open(proxy, target, way), late]).catch((error: unknown) => {
      throw error instanceof ProxyFault ? error : new ProxyFault('unreachable');
    });
  } catch (error) {
    way.abandon();
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

/** The sockets of one tunnel: once it is abandoned, none of them is left and none is opened. */
class Way {
  abandoned = false;
  private readonly sockets: Socket[] = [];

  readonly opened = (socket: Socket): void => {
    // An error is told by the steps of the tunnel; between two of them it must not end the process.
    socket.on('error', () => undefined);
    if (this.abandoned) socket.destroy();
    else this.sockets.push(socket);
  };

  abandon(): void {
    this.abandoned = true;
    for (const socket of this.sockets) socket.destroy();
  }
}

const open = async (proxy: CheckedProxy, target: Target, way: Way): Promise<Socket> => {
  const socket = await reachAny(proxy, target, way);
  socket.write(connectRequest(proxy, target));
  checkHead(await readHead(socket));
  return target.tls ? secure(socket, target, way) : socket;
};

/** The first of the proxy's addresses that answers. */
const reachAny = async (proxy: CheckedProxy, target: Target, way: Way): Promise<Socket> => {
  let last: unknown = new ProxyFault('unreachable');
  for (const address of proxy.addresses) {
    if (way.abandoned) break;
    try {
      return await reachProxy(proxy, address, target, way.opened);
    } catch (error) {
      last = error;
    }
  }
  throw last;
};
