import { Module } from '@nestjs/common';
import { INSTAGRAM_PROVIDERS, InstagramGateway } from './instagram.gateway.ts';
import type { InstagramProvider } from './instagram.provider.ts';
import { PrivateApiProvider } from './private-api/index.ts';
import { Proxies } from './proxies.ts';

/** A further provider is named here, and nowhere else. */
@Module({
  providers: [
    PrivateApiProvider,
    {
      provide: INSTAGRAM_PROVIDERS,
      useFactory: (...all: InstagramProvider[]) => all,
      inject: [PrivateApiProvider],
    },
    InstagramGateway,
    Proxies,
  ],
  exports: [InstagramGateway, Proxies],
})
export class InstagramModule {}
