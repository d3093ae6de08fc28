import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';
import { AccountLease, AccountsService, endsSession, type Lease, SessionOpener } from '../../accounts/index.ts';
import type { InstagramSession } from '../../instagram/index.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { Kinds } from '../kinds.ts';
import { LedgerRepository, type ToReadBack } from '../ledger/ledger.repository.ts';
import { LedgerService } from '../ledger/ledger.service.ts';
import { TurnsService } from './turns.service.ts';

interface Account {
  readonly account_id: string;
  readonly user_id: string;
}

/** Accounts in one round, and actions of one account. */
const MOST_ACCOUNTS = 50;
const MOST_ACTIONS = 20;
/** When reading back fails, seconds until it is tried again. */
const POSTPONE_SECONDS = 30;

/**
 * Finds out what became of actions whose answer never came, by reading it from Instagram: after the deadline and the
 * time in which a sent request may still land, and under the account's lease, so that nothing else is in flight.
 */
@Injectable()
export class Reconciler {
  constructor(
    private readonly db: Database,
    private readonly ledger: LedgerRepository,
    private readonly service: LedgerService,
    private readonly lease: AccountLease,
    private readonly accounts: AccountsService,
    private readonly turns: TurnsService,
    private readonly sessions: SessionOpener,
    private readonly kinds: Kinds,
    private readonly fleet: FleetService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** One round over all accounts; returns how many had something to read back. */
  async run(): Promise<number> {
    const accounts = await this.db.system<Account & Record<string, unknown>>('accounts_to_reconcile', [MOST_ACCOUNTS]);
    for (const account of accounts) {
      try {
        await this.reconcile(account);
      } catch (error) {
        this.logger.warn({ error, account_id: account.account_id }, 'reconciler: an account could not be read back');
        await this.postpone(account).catch(() => undefined);
      }
    }
    return accounts.length;
  }

  private async reconcile({ account_id: accountId, user_id: userId }: Account): Promise<void> {
    await this.lease.hold(userId, accountId, async (lease) => {
      const rows = await this.db.asUser(userId, (tx) => this.ledger.findToReconcile(tx, accountId, MOST_ACTIONS));
      const session = await this.open(userId, accountId);
      if (!session) return;
      for (const row of rows) if (!(await this.readBack(userId, lease, session, row))) break;
    });
    await this.db.asUser(userId, (tx) => this.turns.askNow(tx, accountId));
  }

  private open(userId: string, accountId: string): Promise<InstagramSession | null> {
    return this.sessions.open(userId, accountId, { purpose: 'read_back' }, (tx) =>
      this.ledger.postpone(tx, accountId, POSTPONE_SECONDS),
    );
  }

  /** So that a failed one is not tried again right away, before all others. */
  private postpone({ user_id: userId, account_id: accountId }: Account): Promise<void> {
    return this.db.asUser(userId, (tx) => this.ledger.postpone(tx, accountId, POSTPONE_SECONDS));
  }

  /** Ours still, and all bots were not paused since the list was made: then not even this is asked. */
  private async mayAsk(tx: Tx, lease: Lease): Promise<boolean> {
    return (await this.lease.extend(tx, lease)) && (await this.fleet.paused(tx)) === null;
  }

  /** False where Instagram could not be asked; the rest of the account waits too. */
  private async readBack(userId: string, lease: Lease, session: InstagramSession, row: ToReadBack): Promise<boolean> {
    const { accountId } = lease;
    const { readBack } = this.kinds.action(row.action);
    if (!readBack) {
      await this.db.asUser(userId, (tx) => this.service.settleReadBack(tx, accountId, row, null));
      return true;
    }
    if (!(await this.db.asUser(userId, (tx) => this.mayAsk(tx, lease)))) return false;
    const answer = await readBack(session, { id: row.object_id, pk: row.target_pk, details: row.details });
    const changed = await session.changedState();
    return this.db.asUser(userId, async (tx) => {
      if (!(await this.lease.extend(tx, lease))) return false;
      if (changed) await this.accounts.storeSession(tx, accountId, changed);
      if (answer.ok) {
        await this.service.settleReadBack(tx, accountId, row, answer.value);
        return true;
      }
      if (answer.failure.scope === 'target') {
        // The target is gone, and with it whatever was done to it.
        const nothing = { applied: false, pending: false };
        await this.service.settleReadBack(tx, accountId, row, nothing);
        return true;
      }
      if (endsSession(answer.failure.symbol)) {
        await this.accounts.loseSession(tx, accountId, new AppError(answer.failure.symbol));
      }
      await this.ledger.postpone(tx, accountId, POSTPONE_SECONDS);
      return false;
    });
  }
}
