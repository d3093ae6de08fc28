import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.ts';
import { SealingBox } from './sealing.ts';

@Global()
@Module({
  providers: [
    {
      provide: SealingBox,
      inject: [CONFIG],
      useFactory: (config: Config) => new SealingBox(config.encryptionKeys),
    },
  ],
  exports: [SealingBox],
})
export class CryptoModule {}
