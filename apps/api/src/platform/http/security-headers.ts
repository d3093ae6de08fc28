import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import { AppError } from '../errors/app-error.ts';
import { sendProblem, toProblem } from './problem.filter.ts';

const YEAR = 365 * 24 * 60 * 60;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_SITES = new Set(['same-origin', 'none']);

/** What every answer carries: a strict content policy, no framing, no sniffing, no storing of data. */
export const addSecurityHeaders = async (app: NestFastifyApplication, config: Config): Promise<void> => {
  const behindTls = config.publicUrl.startsWith('https:');
  await app.register(
    helmet as never,
    {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          baseUri: ["'none'"],
          connectSrc: ["'self'"],
          fontSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          imgSrc: ["'self'", 'data:'],
          manifestSrc: ["'self'"],
          objectSrc: ["'none'"],
          scriptSrc: ["'self'"],
          // The component library positions what floats with style attributes.
          styleSrc: ["'self'", "'unsafe-inline'"],
        },
      },
      strictTransportSecurity: behindTls ? { maxAge: YEAR, includeSubDomains: true } : false,
      frameguard: { action: 'deny' },
      referrerPolicy: { policy: 'no-referrer' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
    } as never,
  );

  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/api/') || request.url === '/metrics') void reply.header('Cache-Control', 'no-store');
    const site = request.headers['sec-fetch-site'];
    // A SameSite cookie still comes with a form of another port on this host; the browser says where it was.
    if (!SAFE_METHODS.has(request.method) && typeof site === 'string' && !OWN_SITES.has(site)) {
      sendProblem(reply, toProblem(new AppError('FORBIDDEN'), config.publicUrl, request.id));
      return;
    }
    done();
  });
};
