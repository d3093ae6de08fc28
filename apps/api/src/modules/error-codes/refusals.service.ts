import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { errorEntry, type ErrorSymbol } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/access.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { type Refused, RefusalsRepository } from './refusals.repository.ts';

/** How often what was counted is stored, milliseconds. A process that is killed loses what it counted since. */
const EVERY_MS = 10_000;

interface Counted {
  readonly user_id: string | null;
  readonly code: string;
  times: number;
  last_at: Date;
}

/**
 * Counts refused requests. In memory first, so that a refusal costs no statement: neither a flood of refusals nor those
 * caused by an unavailable database.
 */
@Injectable()
export class RefusalsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private counted = new Map<string, Counted>();
  private readonly stopping = new AbortController();
  private rounds: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly refusals: RefusalsRepository,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds = this.keep();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.rounds;
    await this.store();
  }

  /** `userId`: null if the request was not signed in. */
  note(symbol: ErrorSymbol, userId: string | null): void {
    const { code } = errorEntry(symbol);
    this.add({ user_id: userId, code, times: 1, last_at: this.clock.now() });
  }

  /** The caller's own refusals; for administrators, all users'. */
  async occurrences(caller: Caller): Promise<Refused[]> {
    return caller.role === 'admin'
      ? this.db.asAdmin(caller.id, (tx) => this.refusals.findAll(tx, null))
      : this.db.asUser(caller.id, (tx) => this.refusals.findAll(tx, caller.id));
  }

  /** Stores what was counted since the last time. Where the database is away, the next time stores it with the rest. */
  async store(): Promise<void> {
    const counted = [...this.counted.values()];
    if (counted.length === 0) return;
    this.counted = new Map();
    try {
      await this.db.system('note_refusals', [JSON.stringify(counted)]);
    } catch (error) {
      for (const one of counted) this.add(one);
      this.logger.warn({ error }, 'refusals: what was counted could not be stored yet');
    }
  }

  private add({ user_id, code, times, last_at }: Counted): void {
    const key = `${user_id ?? ''} ${code}`;
    const known = this.counted.get(key);
    if (!known) return void this.counted.set(key, { user_id, code, times, last_at });
    known.times += times;
    if (last_at > known.last_at) known.last_at = last_at;
  }

  private async keep(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.clock.sleep(EVERY_MS, signal);
      await this.store();
    }
  }
}
