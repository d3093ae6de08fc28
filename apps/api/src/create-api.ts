import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ApiModule } from './app.module.ts';
import { addOpenApi } from './openapi.ts';
import { RefusalsService } from './modules/error-codes/index.ts';
import type { AuthenticatedRequest } from './platform/http/access.ts';
import { uncountedProblemOf } from './platform/http/problem.filter.ts';
import type { Config } from './platform/config/config.ts';
import { PATHS } from './platform/config/root.ts';
import { createAdapter } from './platform/http/adapter.ts';
import { addSecurityHeaders } from './platform/http/security-headers.ts';
import type { Logger } from './platform/logging/logger.ts';
import { nestLogger } from './platform/logging/logging.module.ts';

/** JSON alone, and an empty body is no body. */
const takeJson = (fastify: FastifyInstance): void => {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body as string, done);
  });
};

/** Every refusal is counted, for the catalogue. */
const countRefusals = (fastify: FastifyInstance, refusals: RefusalsService): void => {
  fastify.addHook('onResponse', (request: AuthenticatedRequest, reply, done) => {
    const symbol = uncountedProblemOf(reply);
    if (symbol) refusals.note(symbol, request.user?.id ?? null);
    done();
  });
};

/** The whole HTTP side, ready to listen. */
export const createApi = async (
  config: Config,
  logger: Logger,
  root: DynamicModule = ApiModule.with(config, logger),
): Promise<NestFastifyApplication> => {
  const app = await NestFactory.create<NestFastifyApplication>(root, createAdapter(config, logger), {
    logger: nestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  takeJson(app.getHttpAdapter().getInstance() as FastifyInstance);
  addSecurityHeaders(app, config);
  countRefusals(app.getHttpAdapter().getInstance() as FastifyInstance, app.get(RefusalsService, { strict: false }));
  await app.register(cookie as never);
  const assets = join(PATHS.web, 'assets');
  if (existsSync(assets)) {
    // Their names carry a hash of their content, so they never change.
    await app.register(
      fastifyStatic as never,
      { root: assets, prefix: '/assets/', immutable: true, maxAge: '365d', preCompressed: true } as never,
    );
  }
  addOpenApi(app, config);
  app.enableShutdownHooks();
  await app.init();
  return app;
};
