import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
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

/** What helmet makes of our choices. They are the same for every answer, so it is asked once. */
const chosenHeaders = ({ publicUrl }: Config): OutgoingHttpHeaders => {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  const set = helmet({
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
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: YEAR, includeSubDomains: true } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  set(answer.req, answer, (fault) => {
    if (fault) throw fault;
  });
  return { ...answer.getHeaders(), 'permissions-policy': PERMISSIONS };
};

/** What every answer carries: a strict content policy, no framing, no sniffing, no storing of data. */
export const addSecurityHeaders = (app: NestFastifyApplication, config: Config): void => {
  const headers = chosenHeaders(config);
  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers);
    if (!KEPT.test(request.url)) void reply.header('Cache-Control', 'no-store');
    if (isCrossSite(request, config)) {
      sendProblem(reply, toProblem(new AppError('CROSS_SITE_REQUEST'), config.publicUrl, request.id));
      return;
    }
    done();
  });
};
