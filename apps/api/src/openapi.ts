import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { Config } from './platform/config/config.ts';

/** The OpenAPI document, made from the contracts, and its explorer. */
export const addOpenApi = (app: INestApplication, config: Config): void => {
  const description = new DocumentBuilder()
    .setTitle('Pacekeeper')
    .setDescription('Automates a team’s own Instagram accounts: paced, accounted for, explained.')
    .setVersion(config.version)
    .addBearerAuth()
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Pacekeeper API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true },
  });
};
