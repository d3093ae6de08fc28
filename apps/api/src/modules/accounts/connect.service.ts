import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Connect, ConnectAnswer, VerificationMethod, Verify } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Secret } from '../../platform/crypto/secret.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { ActivityService, EventsService } from '../activity/index.ts';
import { InstagramGateway, type LoginResult } from '../instagram/index.ts';
import { AccountLease } from './account-lease.ts';
import { toAccountView, toVerificationView } from './accounts.mapper.ts';
import { AccountsRepository, type EndedConnection } from './accounts.repository.ts';
import type { ConnectAttempt } from './connect-attempt.entity.ts';
import { ConnectAttemptsRepository } from './connect-attempts.repository.ts';
import { SessionVault } from './session-vault.ts';

/** How long a sign-in waits for its code, milliseconds. */
const WAITS_MS = { two_factor: 10 * 60_000, challenge: 30 * 60_000 } as const;
/** Codes that may be tried in one sign-in. */
const MOST_CODES = 5;
/** The share of the limits that a new account starts with, where it is real. */
const FIRST_RAMP = { simulator: 1, live: 0.2 } as const;

/** Brings an Instagram account in: name and password, then what Instagram asks for. The password is never stored. */
@Injectable()
export class ConnectService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly attempts: ConnectAttemptsRepository,
    private readonly vault: SessionVault,
    private readonly lease: AccountLease,
    private readonly instagram: InstagramGateway,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws AppError with the symbol of what Instagram answered */
  async connect(userId: string, { username, password }: Connect): Promise<ConnectAnswer> {
    const known = await this.db.asUser(userId, (tx) => this.known(tx, username));
    const login = () => this.instagram.login(username, new Secret(password), known.state);
    // A bot that is at work for the same account must not call at the same time.
    const result = known.accountId ? await this.lease.hold(userId, known.accountId, login) : await login();
    return this.settle(userId, username, result);
  }

  /** @throws AppError NOT_FOUND for somebody else's, VERIFICATION_EXPIRED, VERIFICATION_CODE_INVALID, and Instagram's */
  async verify(userId: string, body: Verify): Promise<ConnectAnswer> {
    const attempt = await this.db.asUser(userId, (tx) => this.openAttempt(tx, body.verification_id));
    const method = this.methodOf(attempt, body.method);
    const row = { id: attempt.id, user_id: userId, data: attempt.stateEncrypted, key_id: attempt.encryptionKeyId };
    const result = await this.instagram.verify(this.vault.open(row, 'connect'), method, new Secret(body.code));
    if (result.outcome === 'failed') return this.failVerification(userId, attempt, result);
    await this.db.asUser(userId, (tx) => this.attempts.end(tx, attempt.id));
    return this.settle(userId, attempt.instagramUsername, result);
  }

  /** The device that earlier sign-ins of this name used, and the account that it belongs to. */
  private async known(tx: Tx, username: string): Promise<{ state: Secret<string> | null; accountId: string | null }> {
    const account = await this.accounts.findByUsername(tx, username);
    if (account?.sessionDataEncrypted && account.encryptionKeyId) {
      const row = {
        id: account.id,
        user_id: tx.userId,
        data: account.sessionDataEncrypted,
        key_id: account.encryptionKeyId,
      };
      return { state: this.openOrNull(() => this.vault.open(row, 'session')), accountId: account.id };
    }
    const latest = await this.attempts.findLatest(tx, username);
    if (!latest) return { state: null, accountId: account?.id ?? null };
    const row = { id: latest.id, user_id: tx.userId, data: latest.stateEncrypted, key_id: latest.encryptionKeyId };
    return { state: this.openOrNull(() => this.vault.open(row, 'connect')), accountId: account?.id ?? null };
  }

  /** A state that cannot be opened any more costs its device, not the sign-in. */
  private openOrNull(open: () => Secret<string>): Secret<string> | null {
    try {
      return open();
    } catch (error) {
      if (error instanceof AppError && error.symbol === 'SESSION_UNREADABLE') return null;
      throw error;
    }
  }

  private async openAttempt(tx: Tx, id: string): Promise<ConnectAttempt> {
    const attempt = await this.attempts.findById(tx, id);
    if (!attempt || attempt.kind === 'device') throw new AppError('NOT_FOUND');
    const open = await this.attempts.findOpen(tx, id, this.clock.now());
    if (!open || !(await this.attempts.takeTry(tx, id, MOST_CODES))) throw new AppError('VERIFICATION_EXPIRED');
    return open;
  }

  private methodOf(attempt: ConnectAttempt, chosen: VerificationMethod | undefined): VerificationMethod {
    const offered = attempt.methods as VerificationMethod[];
    const method = chosen ?? offered[0];
    if (method && offered.includes(method)) return method;
    const message = `must be one of ${offered.join(', ')}`;
    throw new AppError(
      'VALIDATION_FAILED',
      { summary: `method: ${message}` },
      { details: [{ path: 'method', message }] },
    );
  }

  private async settle(userId: string, username: string, result: LoginResult): Promise<ConnectAnswer> {
    switch (result.outcome) {
      case 'connected':
        return this.store(userId, result);
      case 'verification':
        return this.wait(userId, username, result);
      case 'failed':
        return this.fail(userId, username, result);
    }
  }

  private async store(
    userId: string,
    { user, state }: Extract<LoginResult, { outcome: 'connected' }>,
  ): Promise<ConnectAnswer> {
    const { account, ended } = await this.db.asUser(userId, async (tx) => {
      const id = (await this.accounts.findIdByPk(tx, user.pk)) ?? randomUUID();
      const sealed = this.vault.seal(state, { purpose: 'session', userId, rowId: id });
      const ramp = FIRST_RAMP[this.config.instagram.mode];
      await this.accounts.connect(tx, { id, instagramPk: user.pk, instagramUsername: user.username, ramp, sealed });
      const others = await this.accounts.takeOver(tx, user.pk);
      await this.activity.write(tx, {
        action: 'account_connected',
        status: 'success',
        message: `Connected @${user.username}.`,
        accountId: id,
      });
      await this.events.publish(tx, 'bot', id);
      return { account: await this.accounts.findById(tx, id), ended: others };
    });
    for (const other of ended) await this.tellTakenOver(other, user.username);
    if (!account) throw new AppError('NOT_FOUND');
    return { success: true, account: toAccountView(account, this.clock.now()) };
  }

  private async tellTakenOver({ user_id, account_id }: EndedConnection, username: string): Promise<void> {
    await this.db.asUser(user_id, async (tx) => {
      await this.accounts.stopBot(tx, account_id);
      await this.activity.write(tx, {
        action: 'account_lost',
        status: 'warning',
        message: `@${username} was connected by somebody else who knows its password; your connection ended.`,
        accountId: account_id,
      });
      await this.events.publish(tx, 'bot', account_id);
    });
  }

  private async wait(
    userId: string,
    instagramUsername: string,
    { step, state }: Extract<LoginResult, { outcome: 'verification' }>,
  ): Promise<ConnectAnswer> {
    const id = randomUUID();
    const sealed = this.vault.seal(state, { purpose: 'connect', userId, rowId: id });
    const attempt = {
      id,
      instagramUsername,
      kind: step.kind,
      methods: [...step.methods],
      sentTo: step.sentTo,
      stateEncrypted: sealed.data,
      encryptionKeyId: sealed.keyId,
      expiresAt: new Date(this.clock.now().getTime() + WAITS_MS[step.kind]),
    };
    await this.db.asUser(userId, (tx) => this.attempts.begin(tx, attempt));
    return { success: false, requires_verification: true, verification: toVerificationView(attempt) };
  }

  /** Keeps the device for the next try, says what happened, and refuses with it. */
  private async fail(
    userId: string,
    instagramUsername: string,
    { failure, state }: Extract<LoginResult, { outcome: 'failed' }>,
  ): Promise<never> {
    const id = randomUUID();
    const sealed = this.vault.seal(this.instagram.deviceOf(state), { purpose: 'connect', userId, rowId: id });
    const now = this.clock.now();
    const error = new AppError(failure.symbol);
    await this.db.asUser(userId, async (tx) => {
      await this.attempts.begin(tx, {
        id,
        instagramUsername,
        kind: 'device',
        methods: [],
        sentTo: null,
        stateEncrypted: sealed.data,
        encryptionKeyId: sealed.keyId,
        expiresAt: now,
      });
      await this.writeFailure(tx, instagramUsername, error);
    });
    throw error;
  }

  private async failVerification(
    userId: string,
    attempt: ConnectAttempt,
    { failure }: Extract<LoginResult, { outcome: 'failed' }>,
  ): Promise<never> {
    const error = new AppError(failure.symbol);
    await this.db.asUser(userId, async (tx) => {
      // Only a wrong code leaves the sign-in open for another.
      if (failure.symbol !== 'VERIFICATION_CODE_INVALID') await this.attempts.end(tx, attempt.id);
      await this.writeFailure(tx, attempt.instagramUsername, error);
    });
    throw error;
  }

  private writeFailure(tx: Tx, username: string, error: AppError): Promise<void> {
    return this.activity.write(tx, {
      action: 'connect_failed',
      status: 'error',
      message: `Could not connect @${username}. ${error.message}`,
      errorCode: error.entry.code,
    });
  }
}
