import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { type Change, EVENT_CHANNEL, messagesOf } from './events.service.ts';

/** Announcements within this time go out together, and repeated changes go out once; milliseconds. */
const TOGETHER_MS = 25;

/**
 * Announces changes after their commit, for actions that follow each other within moments: PostgreSQL lets only one
 * transaction with a NOTIFY commit at a time, and waiting for the disk in turn would delay all accounts. If the process
 * dies before announcing, a screen is stale until the next event; the data is stored.
 */
@Injectable()
export class Announcer {
  private waiting = new Set<string>();
  private sending: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  announce(userId: string, changes: readonly Change[]): void {
    for (const message of messagesOf(userId, changes)) this.waiting.add(message);
    this.sending ??= this.clock.sleep(TOGETHER_MS).then(() => this.send());
  }

  /** Resolves when what was announced so far has gone out. */
  async settled(): Promise<void> {
    await this.sending;
  }

  private async send(): Promise<void> {
    const messages = [...this.waiting];
    this.waiting = new Set();
    this.sending = undefined;
    try {
      await this.db.notify(EVENT_CHANNEL, messages);
    } catch (error) {
      this.logger.warn({ error, messages: messages.length }, 'events: could not be announced');
    }
  }
}
