import { Injectable } from '@nestjs/common';
import { type AccountList, type ErrorSymbol, errorEntry, type SessionTest } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import type { Secret } from '../../platform/crypto/secret.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { ActivityService, EventsService } from '../activity/index.ts';
import { type Failure, InstagramGateway } from '../instagram/index.ts';
import { UsersService } from '../users/index.ts';
import { AccountLease } from './account-lease.ts';
import { toAccountView } from './accounts.mapper.ts';
import { type AccountRow, AccountsRepository } from './accounts.repository.ts';
import { SessionVault } from './session-vault.ts';

/** Failures after which the session is of no use until a person has done something. */
const SESSION_ENDERS: ReadonlySet<ErrorSymbol> = new Set([
  'SESSION_INVALID',
  'SESSION_UNREADABLE',
  'CHALLENGE_REQUIRED',
  'CONSENT_REQUIRED',
  'ACCOUNT_DISABLED',
  'LOGIN_BLOCKED',
]);

export const endsSession = (symbol: ErrorSymbol): boolean => SESSION_ENDERS.has(symbol);

@Injectable()
export class AccountsService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly vault: SessionVault,
    private readonly lease: AccountLease,
    private readonly instagram: InstagramGateway,
    private readonly users: UsersService,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  async list(userId: string): Promise<AccountList> {
    const rows = await this.db.asUser(userId, (tx) => this.accounts.findAll(tx));
    const now = this.clock.now();
    return { success: true, items: rows.map((row) => toAccountView(row, now)), next_cursor: null };
  }

  /**
   * The account that a request means; null where the user has none.
   * @throws AppError NOT_FOUND for one that is not theirs, ACCOUNT_REQUIRED where they have several and named none
   */
  async choose(tx: Tx, accountId: string | undefined): Promise<AccountRow | null> {
    if (accountId !== undefined) {
      const row = await this.accounts.findById(tx, accountId);
      if (!row) throw new AppError('NOT_FOUND');
      return row;
    }
    const all = await this.accounts.findAll(tx);
    const connected = all.filter((row) => row.disconnected_at === null);
    const [first, second] = connected.length > 0 ? connected : all;
    if (second) throw new AppError('ACCOUNT_REQUIRED');
    return first ?? null;
  }

  /** The opened session of an account. @throws AppError SESSION_INVALID, SESSION_UNREADABLE */
  async openSession(tx: Tx, accountId: string): Promise<Secret<string>> {
    const row = await this.accounts.findSealedSession(tx, accountId);
    if (!row) throw new AppError('SESSION_INVALID');
    return this.vault.open(row, 'session');
  }

  /** Seals and stores a session that a call has changed. */
  async storeSession(tx: Tx, accountId: string, state: Secret<string>): Promise<void> {
    const sealed = this.vault.seal(state, { purpose: 'session', userId: tx.userId, rowId: accountId });
    await this.accounts.storeSession(tx, accountId, sealed);
  }

  /** The session is of no use any more: the bot stops and its person is told why. */
  async loseSession(tx: Tx, accountId: string, error: AppError): Promise<void> {
    const account = await this.accounts.findById(tx, accountId);
    if (!account) return;
    await this.tellJobs(tx, await this.accounts.stopBot(tx, accountId));
    await this.accounts.recordError(tx, accountId, {
      code: error.entry.code,
      message: error.message,
      at: this.clock.now(),
    });
    await this.activity.write(tx, {
      action: 'session_lost',
      status: 'error',
      message: `The bot of @${account.instagram_username} stopped. ${error.message}`,
      errorCode: error.entry.code,
      accountId,
    });
    await this.events.publish(tx, 'bot', accountId);
  }

  /**
   * Asks Instagram whether the session still holds; for oneself, or for administrators for a user.
   * @throws AppError NOT_FOUND, ACCOUNT_REQUIRED
   */
  async test(caller: Caller, userId: string, accountId: string | undefined): Promise<SessionTest> {
    await this.users.getFor(caller, userId);
    const account = await this.db.asUser(userId, (tx) => this.choose(tx, accountId));
    if (!account?.has_session) return this.untested(account);
    return this.lease.hold(userId, account.id, async () => {
      const failure = await this.callForTest(userId, account.id);
      return this.db.asUser(userId, (tx) => this.recordTest(tx, account, failure));
    });
  }

  /** Signs out at Instagram and forgets the session; the device stays for a later connection. */
  async disconnect(userId: string, accountId: string | undefined): Promise<void> {
    const account = await this.db.asUser(userId, (tx) => this.choose(tx, accountId));
    if (!account?.has_session) throw new AppError('SESSION_INVALID');
    await this.lease.hold(userId, account.id, async () => {
      const state = await this.db.asUser(userId, (tx) => this.openSession(tx, account.id)).catch(this.unreadable);
      const told = state ? await (await this.instagram.open(state)).logout() : null;
      await this.db.asUser(userId, async (tx) => {
        const device = state && this.instagram.deviceOf(state);
        const context = { purpose: 'session', userId, rowId: account.id } as const;
        await this.tellJobs(
          tx,
          await this.accounts.disconnect(tx, account.id, device && this.vault.seal(device, context)),
        );
        await this.activity.write(tx, {
          action: 'account_disconnected',
          ...(told?.ok === false
            ? {
                status: 'warning',
                message: `Disconnected @${account.instagram_username} here. Instagram could not be told; end the login in its app too.`,
                errorCode: errorEntry(told.failure.symbol).code,
              }
            : { status: 'info', message: `Disconnected @${account.instagram_username}.` }),
          accountId: account.id,
        });
        await this.events.publish(tx, 'bot', account.id);
      });
    });
  }

  /** Their jobs wait now: so that a screen that shows them says so. */
  private tellJobs(tx: Tx, ids: readonly string[]): Promise<void> {
    return this.events.publishAll(
      tx,
      ids.map((id) => ['job', id]),
    );
  }

  private unreadable = (error: unknown): null => {
    if (error instanceof AppError && error.symbol === 'SESSION_UNREADABLE') return null;
    throw error;
  };

  private async callForTest(userId: string, accountId: string): Promise<Failure['symbol'] | null> {
    const state = await this.db.asUser(userId, (tx) => this.openSession(tx, accountId)).catch(this.unreadable);
    if (!state) return 'SESSION_UNREADABLE';
    const session = await this.instagram.open(state);
    const answer = await session.currentUser();
    const changed = await session.changedState();
    if (changed && answer.ok) await this.db.asUser(userId, (tx) => this.storeSession(tx, accountId, changed));
    return answer.ok ? null : answer.failure.symbol;
  }

  private async recordTest(tx: Tx, account: AccountRow, symbol: ErrorSymbol | null): Promise<SessionTest> {
    const now = this.clock.now();
    const valid = symbol === null || (account.session_valid && !endsSession(symbol));
    const error = symbol && new AppError(symbol);
    await this.accounts.markTested(tx, account.id, now);
    if (error && endsSession(error.symbol)) {
      await this.tellJobs(tx, await this.accounts.stopBot(tx, account.id));
      await this.accounts.recordError(tx, account.id, { code: error.entry.code, message: error.message, at: now });
    }
    // Where Instagram could not be asked, what was known of the session stays.
    if (!error) await this.accounts.markSession(tx, account.id, true);
    await this.activity.write(tx, {
      action: 'session_tested',
      status: error ? 'warning' : 'success',
      message: error
        ? `The session of @${account.instagram_username} was tested. ${error.message}`
        : `The session of @${account.instagram_username} holds.`,
      errorCode: error ? error.entry.code : null,
      accountId: account.id,
    });
    await this.events.publish(tx, 'bot', account.id);
    return this.testAnswer(valid, account, now, symbol);
  }

  private untested(account: AccountRow | null): SessionTest {
    return this.testAnswer(false, account, this.clock.now(), 'SESSION_INVALID');
  }

  private testAnswer(valid: boolean, account: AccountRow | null, at: Date, symbol: ErrorSymbol | null): SessionTest {
    return {
      success: true,
      session_valid: valid,
      instagram_username: account?.instagram_username ?? null,
      checked_at: at.toISOString(),
      ...(symbol ? { error: symbol, code: errorEntry(symbol).code } : {}),
    };
  }
}
