import { Inject, Injectable } from '@nestjs/common';
import { errorEntry, say, symbolOfCode } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';
import { Queue } from '../../../platform/queue/queue.ts';
import { AuditService } from '../../audit/index.ts';
import { clientOf } from '../../instagram/index.ts';
import { NotificationFeed } from '../../notifications/index.ts';
import type { FleetRow } from './fleet.repository.ts';
import { failedBefore, PROBE_SECONDS, waitOfProbe } from './probing.ts';
import { type Count, isTrouble, type Trouble, verdict, WINDOW_MS } from './verdict.ts';
import { VersionWatch } from './version-watch.ts';

type Row<T> = T & Record<string, unknown>;

const OUTDATED = errorEntry('CLIENT_OUTDATED').code;

const troubleOfCode = (code: string | null): Trouble | null => {
  const symbol = code === null ? null : symbolOfCode(code);
  return symbol && isTrouble(symbol) ? symbol : null;
};

/**
 * Looks at what Instagram answers to all accounts together, pauses all bots where many get the same trouble, and has one
 * account at a time try again. All it knows is in the database; several workers that look at once decide once.
 */
@Injectable()
export class FleetWatch {
  private readonly client: string;
  private looking: Promise<number> | undefined;

  constructor(
    private readonly db: Database,
    private readonly queue: Queue,
    private readonly audit: AuditService,
    private readonly versions: VersionWatch,
    private readonly notifications: NotificationFeed,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.client = clientOf(config);
  }

  /** Runs one check; returns 0 if nothing came of it. Concurrent calls share one round. */
  run(): Promise<number> {
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async look(): Promise<number> {
    const [state] = await this.db.system<Row<FleetRow>>('fleet_now');
    if (!state) return 0;
    const now = this.clock.now();
    if (!state.paused_at) return (await this.judge(state, now)) || this.versions.run(now);
    return this.isTime(state, now) ? this.beginProbe(now) : 0;
  }

  private async judge(state: FleetRow, now: Date): Promise<number> {
    const since = new Date(Math.max(now.getTime() - WINDOW_MS, state.resumed_at?.getTime() ?? 0));
    const rows = await this.db.system<{ error_code: string; accounts: string; answered: string }>('fleet_troubles', [
      since,
    ]);
    const counts = rows.flatMap(({ error_code, accounts, answered }): Count[] => {
      const symbol = troubleOfCode(error_code);
      return symbol ? [{ symbol, accounts: Number(accounts), answered: Number(answered) }] : [];
    });
    const found = verdict(counts);
    return found ? this.pause(found, state, since, now) : 0;
  }

  private async pause({ symbol, accounts, answered }: Count, last: FleetRow, since: Date, now: Date): Promise<number> {
    const before = { symbol: troubleOfCode(last.error_code), failed: last.failed_probes, resumedAt: last.resumed_at };
    const failed = failedBefore(symbol, before, now);
    const nextProbe = new Date(now.getTime() + waitOfProbe(symbol, failed));
    const { code } = errorEntry(symbol);
    const [row] = await this.db.system<{ fleet_pause: boolean }>('fleet_pause', [
      code,
      accounts,
      answered,
      since,
      now,
      nextProbe,
      failed,
    ]);
    if (!row?.fleet_pause) return 0;
    this.logger.warn({ answer: symbol, accounts, answered, next_probe: nextProbe }, 'fleet: all bots paused');
    await this.audit.note({ action: 'fleet_paused', details: { answer: symbol, accounts, answered } });
    await this.notifications.tellAdmins('fleet_paused', say('fleet_paused', { by: 'answers' }));
    return 1;
  }

  private isTime({ cause, probing, probe_at: probeAt }: FleetRow, now: Date): boolean {
    return cause === 'answers' && !probing && probeAt !== null && probeAt <= now;
  }

  private async beginProbe(now: Date): Promise<number> {
    const [row] = await this.db.system<{ account_id: string; user_id: string; turn_seq: string }>('fleet_begin_probe', [
      now,
      this.client,
      OUTDATED,
      PROBE_SECONDS,
    ]);
    if (!row) return 0;
    const { account_id, user_id, turn_seq } = row;
    // Should this be lost, the account's time to try runs out, and the next one is asked.
    await this.db.asUser(user_id, (tx) => this.queue.replaceTurn(tx, { account_id, user_id, seq: +turn_seq }, now));
    this.logger.info({ account_id }, 'fleet: an account tries for all');
    return 1;
  }
}
