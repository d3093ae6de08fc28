import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.ts';
import { keysNow } from '../config/sealing-keys.ts';
import { SealingBox } from './sealing.ts';

/** How often the file of keys is looked at, milliseconds; the command that rotates waits longer (resealing.ts). */
const LOOK_MS = 1_000;

/** Picks up a new key of the installation's own file within a second, without a restart. */
@Injectable()
export class KeyWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly box: SealingBox,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.keysFile === null) return;
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const keys = keysNow(this.config.keysFile);
    if (keys) this.box.use(keys);
  }
}
