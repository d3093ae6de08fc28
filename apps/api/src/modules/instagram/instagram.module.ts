import { Module } from '@nestjs/common';
import { InstagramGateway } from './instagram.gateway.ts';
import { Proxies } from './proxies.ts';
import { PrivateApiGateway } from './private-api/private-api.gateway.ts';

@Module({
  providers: [{ provide: InstagramGateway, useClass: PrivateApiGateway }, Proxies],
  exports: [InstagramGateway, Proxies],
})
export class InstagramModule {}
