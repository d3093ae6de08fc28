import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import { AppError } from '../errors/app-error.ts';
import { withLogContext } from '../logging/context.ts';
import type { Logger } from '../logging/logger.ts';
import { sendProblem, toAppError, toProblem } from './problem.filter.ts';

/** The largest body of a request, bytes. */
const BODY_LIMIT = 256 * 1024;
/** The longest that a request may take to arrive, milliseconds. */
const REQUEST_TIMEOUT = 30_000;

const CORRELATION_ID = /^[\w.:-]{8,64}$/;

const STATUS_TEXT: Record<number, string> = { 400: 'Bad Request', 413: 'Payload Too Large', 408: 'Request Timeout' };

/** Answers what is not even HTTP; there is no request yet, so the answer is written by hand. */
const answerClientError = (publicUrl: string) =>
  function clientErrorHandler(fault: Error & { code?: string }, socket: Socket): void {
    if (fault.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const tooLarge = fault.code === 'HPE_HEADER_OVERFLOW';
    const error = tooLarge
      ? new AppError('PAYLOAD_TOO_LARGE')
      : new AppError('VALIDATION_FAILED', { summary: 'the request is not HTTP' });
    const body = JSON.stringify(toProblem(error, publicUrl, randomUUID()));
    const { status } = error.entry;
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? 'Error'}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n\r\n${body}`,
    );
  };

/** Fastify with our limits, our errors and a correlation id for every request. */
export const createAdapter = (config: Config, logger: Logger): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    // Open event streams would hold up a shutdown for ever.
    forceCloseConnections: true,
    trustProxy: config.trustProxy === false ? false : config.trustProxy,
    routerOptions: { maxParamLength: 200, caseSensitive: true, ignoreTrailingSlash: true },
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-correlation-id'];
      return typeof given === 'string' && CORRELATION_ID.test(given) ? given : randomUUID();
    },
    frameworkErrors: (fault: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(reply, toProblem(toAppError(fault), config.publicUrl, request.id));
    },
    clientErrorHandler: answerClientError(config.publicUrl),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Correlation-Id', request.id);
    withLogContext({ correlationId: request.id, address: request.ip }, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    // The path without its query: what people search for is nobody's business in a log.
    logger.info(
      {
        method: request.method,
        path: request.routeOptions.url ?? request.url.split('?', 1)[0]?.slice(0, 200),
        status: reply.statusCode,
        duration_ms: Math.round(reply.elapsedTime),
        correlation_id: request.id,
      },
      'request',
    );
    done();
  });
  return adapter;
};
