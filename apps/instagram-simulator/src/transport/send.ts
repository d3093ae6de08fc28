import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { bodyText, type Reply } from './reply.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Writes a reply; a response that has begun, or whose client is gone, is left alone. */
export const send = (response: ServerResponse, reply: Reply, gzip = false): void => {
  if (response.headersSent || response.destroyed) return;
  const text = bodyText(reply);
  const body = gzip ? gzipSync(text) : text;
  response.statusCode = reply.status;
  response.setHeader('Content-Type', reply.type ?? JSON_TYPE);
  if (gzip) response.setHeader('Content-Encoding', 'gzip');
  if (reply.headers) for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
};

/** Tears the connection down with a TCP reset, as a broken network does. */
export const resetConnection = (response: ServerResponse): void => {
  const { socket } = response;
  if (socket && !socket.destroyed) socket.resetAndDestroy();
};
