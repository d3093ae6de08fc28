import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { Database } from '../../../platform/database/database.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';
import { AccountLease, AccountsService, SessionOpener } from '../../accounts/index.ts';
import { AuditService } from '../../audit/index.ts';
import { clientOf, type InstagramSession } from '../../instagram/index.ts';
import { FleetRepository } from './fleet.repository.ts';
import { FleetResume } from './fleet-resume.service.ts';
import { NEXT_ACCOUNT_MS, waitOfProbe } from './probing.ts';
import { type FleetSignal, fleetSignalOf, isTrouble } from './verdict.ts';

/** The account that probes for the fleet, at the end of its turn. */
export interface Tried {
  readonly userId: string;
  readonly accountId: string;
  /** What its last answer said of the fleet; null where its turn had nothing to send. */
  readonly fleetSignal: FleetSignal | null;
  /** Its client, where its turn opened one. */
  readonly session: InstagramSession | null;
}

/** The end of a probe's turn: what its answers say about the fleet. */
@Injectable()
export class FleetProbe {
  constructor(
    private readonly db: Database,
    private readonly fleet: FleetRepository,
    private readonly resume: FleetResume,
    private readonly lease: AccountLease,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionOpener,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async end(tried: Tried): Promise<void> {
    const { userId, accountId } = tried;
    const signal = tried.fleetSignal ?? (await this.ask(tried));
    this.logger.info({ account_id: accountId, signal }, 'fleet: the account that tries was answered');
    if (signal === 'good') {
      if (!(await this.db.asUser(userId, (tx) => this.resume.run(tx, accountId)))) return;
      this.logger.warn({ account_id: accountId }, 'fleet: all bots go on');
      await this.audit.note({ action: 'fleet_resumed', details: { by: 'probe' } });
      return;
    }
    await this.db.asUser(userId, async (tx) => {
      const { failed_probes: failed } = await this.fleet.get(tx);
      const at = this.clock.now();
      const after = (ms: number) => new Date(at.getTime() + ms);
      // An answer that concerns only this account says nothing about the fleet: another account probes.
      const ended = isTrouble(signal)
        ? { nextAt: after(waitOfProbe(signal, failed + 1)), failed: failed + 1, client: clientOf(this.config) }
        : { nextAt: after(NEXT_ACCOUNT_MS), failed, client: null };
      await this.fleet.endProbe(tx, accountId, { at, ...ended });
    });
  }

  /** The turn had nothing to send: one call that changes nothing. */
  private async ask({ userId, accountId, session: opened }: Tried): Promise<FleetSignal> {
    try {
      return await this.lease.hold(userId, accountId, async (lease) => {
        const session = opened ?? (await this.sessions.open(userId, accountId, { purpose: 'turn' }));
        if (!session) return 'own';
        const answer = await session.currentUser();
        const changed = await session.changedState();
        if (changed) {
          await this.db.asUser(userId, async (tx) => {
            if (await this.lease.extend(tx, lease)) await this.accounts.storeSession(tx, lease.accountId, changed);
          });
        }
        return answer.ok ? 'good' : fleetSignalOf(answer.failure);
      });
    } catch (error) {
      // Another caller holds the account.
      if (error instanceof AppError && error.symbol === 'CONFLICT') return 'own';
      throw error;
    }
  }
}
