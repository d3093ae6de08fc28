import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.ts';
import { keysNow } from '../config/sealing-keys.ts';
import { KeyWatch } from './key-watch.ts';
import { SealingBox } from './sealing.ts';

@Global()
@Module({
  providers: [
    KeyWatch,
    {
      provide: SealingBox,
      inject: [CONFIG],
      useFactory: (config: Config) => new SealingBox(config.encryptionKeys, () => keysNow(config.keysFile)),
    },
  ],
  exports: [SealingBox],
})
export class CryptoModule {}
