import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import { withLogContext } from '../logging/context.ts';
import type { Logger } from '../logging/logger.ts';
import type { AuthenticatedRequest } from './access.ts';
import { bareHeaders } from './bare-headers.ts';
import { clientAddress, plainForwarded } from './client-address.ts';
import { answerClientError } from './client-errors.ts';
import { takeInLargeBodies } from './large-bodies.ts';
import { refuseOddRequests } from './odd-requests.ts';
import { brokeOff, problemOf, sendProblem, toAppError, toProblem } from './problem.filter.ts';

export interface HttpLimits {
  /** The largest body of a request, and all its headers together; bytes. */
  readonly body: number;
  readonly headers: number;
  /** The longest that the headers of a request may take to arrive, and all of it; milliseconds. */
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** How long an idle connection is kept, milliseconds. */
  readonly keepAliveTimeout: number;
  /** How often connections are looked at that may have been slow for too long, milliseconds. */
  readonly checkInterval: number;
}

const LIMITS: HttpLimits = {
  body: 256 * 1024,
  headers: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  checkInterval: 2_000,
};

const CORRELATION_ID = /^[\w.:-]{8,64}$/;

/** Fastify with our limits, our errors and a correlation id for every request. */
export const createAdapter = (config: Config, logger: Logger, limits: HttpLimits = LIMITS): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    bodyLimit: limits.body,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    http: {
      maxHeaderSize: limits.headers,
      headersTimeout: limits.headersTimeout,
      connectionsCheckingInterval: limits.checkInterval,
      // Refused in our own words.
      requireHostHeader: false,
    },
    // Open event streams would hold up a shutdown for ever.
    forceCloseConnections: true,
    trustProxy: config.trustProxy === false ? false : config.trustProxy,
    routerOptions: { maxParamLength: 200, caseSensitive: true, ignoreTrailingSlash: true },
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-correlation-id'];
      return typeof given === 'string' && CORRELATION_ID.test(given) ? given : randomUUID();
    },
    frameworkErrors: (fault: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers(bareHeaders(config.publicUrl));
      sendProblem(reply, toProblem(toAppError(fault), config.publicUrl, request.id));
      const { method, id } = request;
      const line = { method, status: reply.statusCode, error_symbol: problemOf(reply), correlation_id: id };
      logger.info(line, 'request refused');
    },
    clientErrorHandler: answerClientError(config.publicUrl),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  takeInLargeBodies(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    const forwarded = request.raw.headers['x-forwarded-for'];
    if (typeof forwarded === 'string') request.raw.headers['x-forwarded-for'] = plainForwarded(forwarded);
    void reply.header('X-Correlation-Id', request.id);
    withLogContext({ correlationId: request.id, address: clientAddress(request) }, done);
  });
  refuseOddRequests(fastify, config.publicUrl);
  fastify.addHook('onResponse', (request, reply, done) => {
    // A request that its sender aborted is no error here.
    const level = brokeOff(request) && !reply.raw.headersSent ? 'debug' : 'info';
    // The path without its query: what people search for does not belong in a log.
    logger[level](
      {
        method: request.method,
        path: request.routeOptions.url ?? request.url.split('?', 1)[0]?.slice(0, 200),
        status: reply.statusCode,
        error_symbol: problemOf(reply),
        user_id: (request as AuthenticatedRequest).user?.id,
        duration_ms: Math.round(reply.elapsedTime),
        correlation_id: request.id,
      },
      'request',
    );
    done();
  });
  return adapter;
};
