import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import { AppError } from '../errors/app-error.ts';
import { isCrossSite } from './cross-site.ts';
import { sendProblem, toProblem } from './problem.filter.ts';

const YEAR = 365 * 24 * 60 * 60;
/** Pages and what they load may be kept; whatever else is asked for, in whatever spelling, is data. */
const KEPT = /^\/assets\//;

/** What pages may ask a browser for: passkeys, and nothing else that they never use. */
const PERMISSIONS = [
  'camera=()',
  'geolocation=()',
  'microphone=()',
  'payment=()',
  'usb=()',
  'publickey-credentials-create=(self)',
  'publickey-credentials-get=(self)',
].join(', ');

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
    void reply.header('Permissions-Policy', PERMISSIONS);
    if (!KEPT.test(request.url)) void reply.header('Cache-Control', 'no-store');
    if (isCrossSite(request, config)) {
      sendProblem(reply, toProblem(new AppError('CROSS_SITE_REQUEST'), config.publicUrl, request.id));
      return;
    }
    done();
  });
};
