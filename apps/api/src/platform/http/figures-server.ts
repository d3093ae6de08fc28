import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Metrics and health of a process without routes, on a free port of the loopback address. */
export const serveFigures = async (
  read: () => Promise<{ contentType: string; text: string }>,
): Promise<{ url: string; close(): void }> => {
  const server = createServer((request, response) => {
    if (request.url === '/health/live') {
      response.setHeader('Content-Type', 'application/json').end('{"success":true,"status":"ok"}');
    } else if (request.url === '/metrics') {
      read().then(
        ({ contentType, text }) => response.setHeader('Content-Type', contentType).end(text),
        () => response.writeHead(503).end(),
      );
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/metrics`, close: () => server.close() };
};
