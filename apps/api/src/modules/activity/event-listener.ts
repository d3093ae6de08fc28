import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Listener } from '../../platform/database/listener.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { EVENT_CHANNEL, EventsService } from './events.service.ts';

/** Brings the channel's messages into this process; in the API alone, where people listen. */
@Injectable()
export class EventListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private listener: Listener | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.listener = new Listener(this.config.databaseUrl.open(), EVENT_CHANNEL, this.clock, {
      message: (text) => this.events.receive(text),
      // A revocation may have been missed with everything else: who still may, comes back and reads anew.
      resumed: () => this.events.endAll(),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.events.endAll();
    await this.listener?.stop();
  }
}
