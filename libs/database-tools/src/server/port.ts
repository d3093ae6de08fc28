import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { codeOf, EmbeddedPostgresError, messageOf } from '../errors.ts';

/**
 * A port of 127.0.0.1 that is free now: `wanted`, or any for 0. Throws PORT_TAKEN; START_FAILED for a port that this
 * user may not open.
 */
export const freePort = (wanted: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      reject(
        codeOf(error) === 'EADDRINUSE'
          ? portTaken(wanted)
          : new EmbeddedPostgresError('START_FAILED', `Port ${wanted} cannot be opened: ${messageOf(error)}`),
      );
    });
    server.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

export const portTaken = (port: number, serverLog: readonly string[] = []): EmbeddedPostgresError =>
  new EmbeddedPostgresError('PORT_TAKEN', `Port ${port} is taken by another program; choose another one.`, {
    serverLog,
  });
