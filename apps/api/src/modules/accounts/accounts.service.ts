import { Injectable } from '@nestjs/common';
import {
  type AccountList,
  type Action,
  type ErrorMessage,
  type ErrorSymbol,
  errorEntry,
  say,
} from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import type { Secret } from '../../platform/crypto/secret.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { ActivityService, EventsService } from '../activity/index.ts';
import { type AccountState, InstagramGateway } from '../instagram/index.ts';
import { AccountLease } from './account-lease.ts';
import { AccountProxies } from './account-proxies.service.ts';
import { toAccountView } from './accounts.mapper.ts';
import { type AccountRow, AccountsRepository, type Opening } from './accounts.repository.ts';
import { type InstagramWait, InstagramWaitsRepository } from './instagram-waits.repository.ts';
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
    private readonly waits: InstagramWaitsRepository,
    private readonly vault: SessionVault,
    private readonly proxies: AccountProxies,
    private readonly lease: AccountLease,
    private readonly instagram: InstagramGateway,
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

  /** @throws AppError NOT_SUPPORTED_BY_PROVIDER where the account's way to Instagram does not offer this */
  assertSupports({ provider }: AccountRow, action: Action): void {
    if (!this.instagram.provider(provider).supports(action)) throw new AppError('NOT_SUPPORTED_BY_PROVIDER');
  }

  /**
   * The opened session of an account, with the proxy that its calls take; what for is written down with it.
   * @throws AppError SESSION_INVALID, SESSION_UNREADABLE, after which the caller loses the session; SEALING_KEY_MISSING,
   * after which it waits
   */
  async openSession(tx: Tx, accountId: string, opening: Opening): Promise<AccountState> {
    const row = await this.accounts.findSealedSession(tx, accountId, opening);
    if (!row) throw new AppError('SESSION_INVALID');
    return this.proxies.join(this.vault.open(row, 'session'), row);
  }

  /**
   * The opened session where it can be opened; null where the account has none, and where it was changed or moved:
   * then it is lost here, and its person is told.
   */
  async openOrLose(tx: Tx, accountId: string, opening: Opening): Promise<AccountState | null> {
    try {
      return await this.openSession(tx, accountId, opening);
    } catch (error) {
      if (!(error instanceof AppError) || !['SESSION_INVALID', 'SESSION_UNREADABLE'].includes(error.symbol))
        throw error;
      if (error.symbol === 'SESSION_UNREADABLE') await this.loseSession(tx, accountId, error);
      return null;
    }
  }

  /**
   * Words left open whether the session holds: nothing is lost by them, and the next turn asks before all else. Returns
   * how many answers in a row did so.
   */
  doubtSession(tx: Tx, accountId: string): Promise<number> {
    return this.accounts.doubtSession(tx, accountId);
  }

  /** Answers keep leaving it open: the session stays, the bot stops, and its person is told what to do. */
  async leaveInDoubt(tx: Tx, account: { id: string; instagramUsername: string }): Promise<ErrorMessage> {
    const error = new AppError('SESSION_UNCONFIRMED');
    const { code } = error.entry;
    await this.accounts.restBot(tx, account.id);
    await this.accounts.recordError(tx, account.id, { code, message: error.words, at: this.clock.now() });
    await this.activity.append(tx, {
      action: 'bot_stopped',
      status: 'warning',
      message: say('session.lost', { account: account.instagramUsername, error: error.words }),
      errorCode: code,
      accountId: account.id,
    });
    await this.events.publish(tx, 'bot', account.id);
    return error.words;
  }

  /** Instagram was asked, and the session holds. */
  trustSession(tx: Tx, accountId: string): Promise<void> {
    return this.accounts.markSession(tx, accountId, true);
  }

  /** Seals and stores a session that a call has changed. */
  async storeSession(tx: Tx, accountId: string, state: Secret<string>): Promise<void> {
    const sealed = this.vault.seal(state, { purpose: 'session', userId: tx.userId, rowId: accountId });
    await this.accounts.storeSession(tx, accountId, sealed);
  }

  /** The session is of no use any more: the bot stops and its person is told why. Nothing where it has ended otherwise. */
  async loseSession(tx: Tx, accountId: string, error: AppError): Promise<void> {
    const account = await this.accounts.findById(tx, accountId);
    if (!account || account.disconnected_at !== null) return;
    await this.tellJobs(tx, await this.accounts.stopBot(tx, accountId));
    await this.accounts.recordError(tx, accountId, {
      code: error.entry.code,
      message: error.words,
      at: this.clock.now(),
    });
    await this.activity.append(tx, {
      action: 'session_lost',
      status: 'error',
      message: say('session.lost', { account: account.instagram_username, error: error.words }),
      errorCode: error.entry.code,
      accountId,
    });
    await this.events.publish(tx, 'bot', accountId);
  }

  /** A key is missing: the bot waits until it is there, and its person is told so. */
  async awaitKey(tx: Tx, accountId: string, error: AppError): Promise<void> {
    const { code } = error.entry;
    await this.accounts.recordError(tx, accountId, { code, message: error.words, at: this.clock.now() });
    await this.events.publish(tx, 'bot', accountId);
  }

  /** Instagram asked the account itself to wait: the next connection waits too, also after it was removed. */
  keepWait(tx: Tx, instagramPk: string, wait: InstagramWait): Promise<void> {
    return this.waits.keep(tx, instagramPk, wait);
  }

  /** A person released it: the next connection does not wait for it. */
  forgetWait(tx: Tx, instagramPk: string, action: InstagramWait['action']): Promise<void> {
    return this.waits.forget(tx, instagramPk, action);
  }

  /** Signs out at Instagram and forgets the session; the device stays for a later connection. */
  async disconnect(userId: string, accountId: string | undefined): Promise<void> {
    const account = await this.db.asUser(userId, (tx) => this.choose(tx, accountId));
    if (!account?.has_session) throw new AppError('SESSION_INVALID');
    await this.lease.hold(userId, account.id, async () => {
      const opening = { purpose: 'disconnect', actorId: userId } as const;
      const opened = await this.db
        .asUser(userId, (tx) => this.openSession(tx, account.id, opening))
        .catch(this.unreadable);
      const told = opened ? await (await this.instagram.open(opened)).logout() : null;
      await this.db.asUser(userId, async (tx) => {
        const device = opened && this.instagram.provider(opened.provider).deviceOf(opened.state);
        const context = { purpose: 'session', userId, rowId: account.id } as const;
        await this.tellJobs(
          tx,
          await this.accounts.disconnect(tx, account.id, device && this.vault.seal(device, context)),
        );
        await this.activity.append(tx, {
          action: 'account_disconnected',
          ...(told?.ok === false
            ? {
                status: 'warning',
                message: say('account.disconnected_here', { account: account.instagram_username }),
                errorCode: errorEntry(told.failure.symbol).code,
              }
            : { status: 'info', message: say('account.disconnected', { account: account.instagram_username }) }),
          accountId: account.id,
        });
        await this.events.publish(tx, 'bot', account.id);
      });
    });
  }

  /** Jobs that wait now, for the screens that show them. */
  tellJobs(tx: Tx, ids: readonly string[]): Promise<void> {
    return this.events.publishAll(
      tx,
      ids.map((id) => ['job', id]),
    );
  }

  /** A session can be ended also where it cannot be opened. */
  private unreadable = (error: unknown): null => {
    if (error instanceof AppError && ['SESSION_UNREADABLE', 'SEALING_KEY_MISSING'].includes(error.symbol)) return null;
    throw error;
  };
}
