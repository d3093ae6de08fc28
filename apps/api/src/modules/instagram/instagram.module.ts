import { Module } from '@nestjs/common';
import { InstagramGateway } from './instagram.gateway.ts';
import { PrivateApiGateway } from './private-api/private-api.gateway.ts';

@Module({
  providers: [{ provide: InstagramGateway, useClass: PrivateApiGateway }],
  exports: [InstagramGateway],
})
export class InstagramModule {}
