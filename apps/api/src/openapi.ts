import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Config } from './platform/config/config.ts';
import { PUBLIC_EXTENSION } from './platform/http/describe.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const JSON_TYPE = 'application/json';

/** What the generator cannot know: problems have a media type of their own, and some routes need no token. */
const mended = (document: OpenAPIObject): OpenAPIObject => {
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      if (PUBLIC_EXTENSION in operation) operation.security = [];
      const problem = operation.responses['default'];
      if (!problem || !('content' in problem) || !problem.content?.[JSON_TYPE]) continue;
      problem.content = { 'application/problem+json': problem.content[JSON_TYPE] };
    }
  }
  return document;
};

/** The OpenAPI document, made from the contracts, and its explorer; nothing where they are switched off. */
export const addOpenApi = (app: INestApplication, config: Config): void => {
  if (!config.apiDocs) return;
  const description = new DocumentBuilder()
    .setTitle('Pacekeeper')
    .setDescription('Automates a team’s own Instagram accounts: paced, accounted for, explained.')
    .setVersion(config.version)
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description:
        'An API token (`pk_...`, made in your profile or with `POST /api/auth/tokens`), or the token of a sign-in.',
    })
    .build();
  // The explorer's page does not say what its characters are; every other answer does.
  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  fastify.addHook('onSend', (_, reply, payload, done) => {
    if (reply.getHeader('content-type') === 'text/html') void reply.type('text/html; charset=utf-8');
    done(null, payload);
  });
  SwaggerModule.setup(
    'api/docs',
    app,
    () => mended(SwaggerModule.createDocument(app, description, { autoTagControllers: false })),
    {
      jsonDocumentUrl: 'api/openapi.json',
      customSiteTitle: 'Pacekeeper API',
      swaggerOptions: { persistAuthorization: false, displayRequestDuration: true },
    },
  );
};
