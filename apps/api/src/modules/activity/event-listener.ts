import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Listener } from '../../platform/database/listener.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { EVENT_CHANNEL, EventsService } from './events.service.ts';

/** Receives the channel's messages in this process; in the API only, which serves the streams. */
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
      // A revocation may have been missed as well: clients that still have access reconnect and reload.
      resumed: () => this.events.endAll(),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.events.endAll();
    await this.listener?.stop();
  }
}
