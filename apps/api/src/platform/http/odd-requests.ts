import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.ts';
import { bareHeaders } from './bare-headers.ts';
import { sendProblem, toProblem } from './problem.filter.ts';

const hostsOf = ({ raw: { rawHeaders } }: FastifyRequest): number => {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
};

/** Answers in our own words what Node.js would refuse without any, or would let through. */
export const refuseOddRequests = (fastify: FastifyInstance, publicUrl: string): void => {
  fastify.addHook('onRequest', (request, reply, done) => {
    const hosts = hostsOf(request);
    if (hosts === 1 || (hosts === 0 && request.raw.httpVersion === '1.0')) return done();
    // RFC 9112, 3.2: none or several are refused, since a proxy may have read another one than we do.
    const error = new AppError('VALIDATION_FAILED', { summary: 'it must name one host' });
    void reply.headers(bareHeaders(publicUrl));
    sendProblem(reply, toProblem(error, publicUrl, request.id));
  });
  // An unknown expectation is ignored (RFC 9110, 10.1.1: a server may ignore it).
  fastify.server.on('checkExpectation', (request, response) => fastify.server.emit('request', request, response));
};
