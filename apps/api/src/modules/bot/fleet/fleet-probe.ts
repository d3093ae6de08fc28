import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { Database } from '../../../platform/database/database.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';
import { AccountLease, AccountsService } from '../../accounts/index.ts';
import { AuditService } from '../../audit/index.ts';
import { clientOf, type InstagramSession } from '../../instagram/index.ts';
import type { HeldTurn } from '../work/held-turn.ts';
import { FleetRepository } from './fleet.repository.ts';
import { FleetResume } from './fleet-resume.service.ts';
import { NEXT_ACCOUNT_MS, waitOfProbe } from './probing.ts';
import { type Heard, heardOf, isTrouble } from './verdict.ts';

/** The client of the account; null where its session cannot be opened. */
type Opener = () => Promise<InstagramSession | null>;

/** The end of the turn of the account that tries for all: what its answers say of the fleet. */
@Injectable()
export class FleetProbe {
  constructor(
    private readonly db: Database,
    private readonly fleet: FleetRepository,
    private readonly resume: FleetResume,
    private readonly lease: AccountLease,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async end(held: HeldTurn, open: Opener): Promise<void> {
    const { userId } = held;
    const { accountId } = held.lease;
    const heard = held.heard ?? (await this.ask(held, open));
    this.logger.info({ account_id: accountId, heard }, 'fleet: the account that tries was answered');
    if (heard === 'good') {
      if (!(await this.db.asUser(userId, (tx) => this.resume.run(tx, accountId)))) return;
      this.logger.warn({ account_id: accountId }, 'fleet: all bots go on');
      await this.audit.note({ action: 'fleet_resumed', details: { by: 'probe' } });
      return;
    }
    await this.db.asUser(userId, async (tx) => {
      const { failed_probes: failed } = await this.fleet.get(tx);
      const at = this.clock.now();
      const after = (ms: number) => new Date(at.getTime() + ms);
      // What is a matter of the account alone says nothing of the fleet: another one tries.
      const ended = isTrouble(heard)
        ? { nextAt: after(waitOfProbe(heard, failed + 1)), failed: failed + 1, client: clientOf(this.config) }
        : { nextAt: after(NEXT_ACCOUNT_MS), failed, client: null };
      await this.fleet.endProbe(tx, accountId, { at, ...ended });
    });
  }

  /** The turn had nothing to send: one call that changes nothing. */
  private async ask(held: HeldTurn, open: Opener): Promise<Heard> {
    try {
      return await this.lease.hold(held.userId, held.lease.accountId, async (lease) => {
        const session = await open();
        if (!session) return 'own';
        const answer = await session.currentUser();
        const changed = await session.changedState();
        if (changed) {
          await this.db.asUser(held.userId, async (tx) => {
            if (await this.lease.extend(tx, lease)) await this.accounts.storeSession(tx, lease.accountId, changed);
          });
        }
        return answer.ok ? 'good' : heardOf(answer.failure);
      });
    } catch (error) {
      // Somebody else calls for the account.
      if (error instanceof AppError && error.symbol === 'CONFLICT') return 'own';
      throw error;
    }
  }
}
