import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Limits for reading an unwanted body: bytes, and milliseconds. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_MS = 5_000;

/** Resolves when all of it has come and was thrown away, or when it was too much. */
const takenIn = (request: IncomingMessage): Promise<void> =>
  new Promise((resolve) => {
    // Its end has been told already.
    if (request.destroyed) return resolve();
    let left = MOST_BYTES;
    const done = (): void => {
      clearTimeout(patience);
      request.off('data', count).off('end', done).off('close', done);
      resolve();
    };
    const count = (chunk: Buffer): void => {
      left -= chunk.length;
      if (left < 0) done();
    };
    const patience = setTimeout(done, MOST_MS);
    request.on('data', count).once('end', done).once('close', done).resume();
  });

/**
 * Makes refusals readable: if one is sent and the connection closed before the whole request has come, a client that is
 * still sending gets a broken connection instead of the answer.
 */
export const takeInLargeBodies = (fastify: FastifyInstance): void => {
  fastify.addHook('onSend', async (request, reply) => {
    if (reply.statusCode >= 400 && !request.raw.complete) await takenIn(request.raw);
  });
};
