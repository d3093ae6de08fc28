import { Inject, Injectable } from '@nestjs/common';
import { errorEntry } from '@pacekeeper/contracts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';
import { Queue } from '../../../platform/queue/queue.ts';
import { AuditService } from '../../audit/index.ts';
import { clientOf } from '../../instagram/index.ts';
import { WINDOW_MS } from './verdict.ts';
import { type Hold, holdOf } from './version-verdict.ts';

const OUTDATED = errorEntry('CLIENT_OUTDATED').code;

/** Accounts of a refused version try again this many seconds after one another, the last after at most the longest. */
const APART_SECONDS = 5;
const LONGEST_SECONDS = 600;

interface RefusedRow extends Record<string, unknown> {
  readonly client: string;
  readonly refused: string;
  readonly running: string;
  readonly held_until: Date | null;
  readonly failed: number | null;
}

interface TurnRow extends Record<string, unknown> {
  readonly account_id: string;
  readonly user_id: string;
  readonly turn_seq: string;
  readonly turn_at: Date | null;
}

/**
 * App versions, each judged by the accounts that claim it: a refused one pauses these accounts, and one that claims
 * another version tries at once. All it knows is in the database; several workers that look at once decide once.
 */
@Injectable()
export class VersionWatch {
  private readonly installation: string;

  constructor(
    private readonly db: Database,
    private readonly queue: Queue,
    private readonly audit: AuditService,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.installation = clientOf(config);
  }

  /** Returns how many versions were paused, and how many accounts try another one. */
  async run(now: Date): Promise<number> {
    return (await this.hold(now)) + (await this.release(now));
  }

  private async hold(now: Date): Promise<number> {
    const since = new Date(now.getTime() - WINDOW_MS);
    const rows = await this.db.system<RefusedRow>('fleet_refused_clients', [OUTDATED, since, this.installation]);
    let held = 0;
    for (const { client, refused, running, held_until: heldUntil, failed } of rows) {
      const counts = { refused: Number(refused), running: Number(running) };
      const hold = holdOf({ client, ...counts, heldUntil, failed: failed ?? 0 }, now);
      if (hold && (await this.pause(hold, counts, now))) held += 1;
    }
    return held;
  }

  private async pause(hold: Hold, counts: { refused: number; running: number }, now: Date): Promise<boolean> {
    const { client, until, failed } = hold;
    const [row] = await this.db.system<{ fleet_hold_client: boolean }>('fleet_hold_client', [
      OUTDATED,
      client,
      this.installation,
      now,
      until,
      failed,
      APART_SECONDS,
      LONGEST_SECONDS,
    ]);
    if (!row?.fleet_hold_client) return false;
    this.logger.warn({ client, ...counts, until }, 'fleet: a refused app version pauses its accounts');
    await this.audit.note({ action: 'version_paused', details: { client, ...counts, failed } });
    return true;
  }

  private async release(now: Date): Promise<number> {
    const turns = await this.db.system<TurnRow>('fleet_release_clients', [
      this.installation,
      now,
      APART_SECONDS,
      LONGEST_SECONDS,
    ]);
    for (const { account_id, user_id, turn_seq, turn_at: at } of turns) {
      // Should this be lost, the sweeper asks for the turn again.
      if (at) {
        const turn = { account_id, user_id, seq: Number(turn_seq) };
        await this.db.asUser(user_id, (tx) => this.queue.replaceTurn(tx, turn, at));
      }
      this.logger.info({ account_id }, 'fleet: an account tries another app version');
    }
    return turns.length;
  }
}
