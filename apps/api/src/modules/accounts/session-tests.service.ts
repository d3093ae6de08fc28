import { Injectable } from '@nestjs/common';
import { type ErrorSymbol, say, type SessionTest } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import type { Secret } from '../../platform/crypto/secret.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { ActivityService, EventsService } from '../activity/index.ts';
import { UserLimits } from '../users/index.ts';
import { AccountLease, type Lease } from './account-lease.ts';
import { toSessionTest } from './accounts.mapper.ts';
import { type AccountRow, AccountsRepository, type Opening } from './accounts.repository.ts';
import { AccountsService, endsSession } from './accounts.service.ts';
import { SessionOpener } from './session-opener.service.ts';
import { SessionProofsRepository } from './session-proofs.repository.ts';

/** A session that was seen to hold within this time is not tested again before its bot starts; milliseconds. */
const PROOF_HOLDS_MS = 6 * 3_600_000;

/** No answer of Instagram's own: nothing was tested. */
const UNANSWERED: readonly ErrorSymbol[] = ['PROXY_FAILED', 'PROXY_REFUSED', 'INSTAGRAM_UNAVAILABLE'];

/** Asks Instagram whether a session still holds. Every test is a call. */
@Injectable()
export class SessionTests {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly proofs: SessionProofsRepository,
    private readonly service: AccountsService,
    private readonly lease: AccountLease,
    private readonly opener: SessionOpener,
    private readonly limits: UserLimits,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Before a bot starts: its session must open, and where nothing has proved it for hours, Instagram must know it.
   * @throws AppError the symbol of what ended the session; NOT_FOUND, ACCOUNT_REQUIRED, CONFLICT,
   * TOO_MANY_REQUESTS
   */
  async beforeStart(userId: string, accountId: string | undefined): Promise<void> {
    const opening: Opening = { purpose: 'start', actorId: userId };
    const account = await this.db.asUser(userId, (tx) => this.service.choose(tx, accountId));
    // Without a session there is nothing to test; that it runs already, the bot itself has shown.
    if (!account?.has_session || !account.session_valid || account.bot_running) return;
    if (await this.db.asUser(userId, (tx) => this.mustAsk(tx, account))) {
      await this.limits.spend('session_test', userId);
      const { error } = await this.lease.hold(userId, account.id, (lease) =>
        this.perform(userId, account, lease, opening),
      );
      // Where Instagram could not be asked, the bot finds out by itself.
      if (error && endsSession(error)) throw new AppError(error, {}, { inActivity: true });
      return;
    }
    const opened = await this.db.asUser(userId, (tx) => this.service.openOrLose(tx, account.id, opening));
    if (!opened) throw new AppError('SESSION_UNREADABLE', {}, { inActivity: true });
  }

  /**
   * The call and its consequences; the caller holds the account. There are none if the connection ended meanwhile or the
   * lease passed to another holder.
   */
  async perform(userId: string, account: AccountRow, lease: Lease, opening: Opening): Promise<SessionTest> {
    const { failed, changed, answered } = await this.call(userId, account.id, opening);
    return this.db.asUser(userId, async (tx) => {
      const now = this.clock.now();
      if (!(await this.proofs.markTested(tx, account.id, answered ? now : null))) {
        return toSessionTest(false, account, now, 'SESSION_INVALID');
      }
      const valid = failed === null || (account.session_valid && !endsSession(failed));
      if (await this.lease.extend(tx, lease)) {
        if (changed) await this.service.storeSession(tx, account.id, changed);
        await this.record(tx, account, failed, now);
      }
      return toSessionTest(valid, account, now, failed);
    });
  }

  private async mustAsk(tx: Tx, account: AccountRow): Promise<boolean> {
    const now = this.clock.now();
    // Instagram wants to be left alone.
    if (account.cooldown_until && account.cooldown_until > now) return false;
    return !(await this.proofs.isProvedSince(tx, account.id, new Date(now.getTime() - PROOF_HOLDS_MS)));
  }

  private async call(
    userId: string,
    accountId: string,
    opening: Opening,
  ): Promise<{ failed: ErrorSymbol | null; changed: Secret<string> | null; answered: boolean }> {
    const session = await this.opener.attempt(userId, accountId, opening).catch((error: unknown) => {
      if (error instanceof AppError && endsSession(error.symbol)) return error.symbol;
      throw error;
    });
    if (typeof session === 'string') return { failed: session, changed: null, answered: false };
    const answer = await session.currentUser();
    const failed = answer.ok ? null : answer.failure.symbol;
    // A refusal changes a session too: its cookies, for one.
    return { failed, changed: await session.changedState(), answered: !failed || !UNANSWERED.includes(failed) };
  }

  private async record(tx: Tx, account: AccountRow, symbol: ErrorSymbol | null, now: Date): Promise<void> {
    const error = symbol && new AppError(symbol);
    if (error && endsSession(error.symbol)) {
      await this.service.tellJobs(tx, await this.accounts.stopBot(tx, account.id));
      await this.accounts.recordError(tx, account.id, { code: error.entry.code, message: error.words, at: now });
    }
    // Where Instagram could not be asked, what was known of the session stays.
    if (!error) await this.accounts.markSession(tx, account.id, true);
    await this.activity.append(tx, {
      action: 'session_tested',
      status: error ? 'warning' : 'success',
      message: error
        ? say('session.test_failed', { account: account.instagram_username, error: error.words })
        : say('session.valid', { account: account.instagram_username }),
      errorCode: error ? error.entry.code : null,
      accountId: account.id,
    });
    await this.events.publish(tx, 'bot', account.id);
  }
}
