import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { AccountLease, type Lease } from './account-lease.ts';
import { type AccountRow, AccountsRepository } from './accounts.repository.ts';
import { type DailyFacts, dailyTestFrom, isDailyTestDue, PROOF_MS } from './session-daily.ts';
import { SessionProofsRepository } from './session-proofs.repository.ts';
import { SessionTests } from './session-tests.service.ts';

/** Accounts that one round tests at the most: after a long night of the worker, all are due at once. */
const MOST = 10;
const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Candidate extends Record<string, unknown> {
  readonly account_id: string;
  readonly user_id: string;
  readonly proved_at: Date;
  readonly last_tested_at: Date | null;
  readonly bot_running: boolean;
  readonly next_turn_at: Date | null;
  readonly cooldown_until: Date | null;
}

const factsOf = (row: Candidate): DailyFacts => ({
  accountId: row.account_id,
  provedAt: row.proved_at,
  botRunning: row.bot_running,
  nextTurnAt: row.next_turn_at,
  cooldownUntil: row.cooldown_until,
});

/** Tests each connected account at most once a day, at a quiet moment, where nothing else has shown that it holds. */
@Injectable()
export class DailySessionTests {
  private readonly worker = randomUUID();

  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly proofs: SessionProofsRepository,
    private readonly lease: AccountLease,
    private readonly tests: SessionTests,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** One round; returns how many accounts were tested. */
  async run(stopping?: AbortSignal): Promise<number> {
    let tested = 0;
    for (const row of await this.due()) {
      if (stopping?.aborted) break;
      try {
        if (await this.test(row)) tested += 1;
      } catch (error) {
        this.logger.warn({ error, account_id: row.account_id }, 'daily test: an account could not be tested');
      }
    }
    return tested;
  }

  /** Those that wait longest. */
  private async due(): Promise<Candidate[]> {
    const now = this.clock.now();
    const due: Candidate[] = [];
    const provedBefore = new Date(now.getTime() - PROOF_MS);
    for (let behind = FIRST; ;) {
      const rows = await this.db.system<Candidate>('sessions_to_prove', [provedBefore, behind, PAGE]);
      due.push(...rows.filter((row) => isDailyTestDue(factsOf(row), now)));
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) break;
      behind = last.account_id;
    }
    const from = (row: Candidate) => dailyTestFrom(factsOf(row)).getTime();
    return due.sort((a, b) => from(a) - from(b)).slice(0, MOST);
  }

  private async test(row: Candidate): Promise<boolean> {
    const { user_id: userId } = row;
    const taken = await this.db.asUser(userId, (tx) => this.take(tx, row));
    if (!taken) return false;
    try {
      await this.tests.perform(userId, taken.account, taken.lease, { purpose: 'daily_test' });
      return true;
    } finally {
      await this.db.asUser(userId, (tx) => this.lease.release(tx, taken.lease));
    }
  }

  /** The account and its daily test, or null if another process has either. */
  private async take(tx: Tx, row: Candidate): Promise<{ lease: Lease; account: AccountRow } | null> {
    const lease = await this.lease.claim(tx, row.account_id, this.worker);
    if (!lease) return null;
    const account = await this.accounts.findById(tx, row.account_id);
    const mine = await this.proofs.claimTest(tx, row.account_id, row.last_tested_at, this.clock.now());
    if (account?.has_session && mine) return { lease, account };
    await this.lease.release(tx, lease);
    return null;
  }
}
