import type { IncomingMessage } from 'node:http';

const NOTHING = Buffer.alloc(0);

/**
 * Reads a request's body. Calls `done` once with the bytes, or with null where there are more than `limit`; never
 * where the client went away while sending.
 */
export const readBody = (request: IncomingMessage, limit: number, done: (body: Buffer | null) => void): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  });
  request.on('end', () => {
    const [first] = chunks;
    if (size > limit) done(null);
    else done(chunks.length === 1 && first ? first : first ? Buffer.concat(chunks) : NOTHING);
  });
  request.on('error', () => undefined);
};
