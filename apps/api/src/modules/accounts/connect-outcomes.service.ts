import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type ConnectAnswer, say } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError, type AppErrorExtras, assertNever } from '../../platform/errors/app-error.ts';
import { ActivityService } from '../activity/index.ts';
import { type Egress, type Failure, InstagramGateway, type LoginResult } from '../instagram/index.ts';
import type { Lease } from './account-lease.ts';
import { shownOf, toVerificationView } from './accounts.mapper.ts';
import { ConnectAttemptsRepository } from './connect-attempts.repository.ts';
import { NewConnections } from './new-connections.service.ts';
import { SessionVault } from './session-vault.ts';

/** How long a sign-in waits for its person, milliseconds. */
const WAITS_MS = { two_factor: 10 * 60_000, challenge: 30 * 60_000 } as const;

export interface Visit {
  readonly userId: string;
  /** As it was typed, in Instagram's spelling. */
  readonly username: string;
  /** The account that is held for the call; null where none was known by this name. */
  readonly lease: Lease | null;
  /** The proxy that was given with the sign-in; the account keeps it. */
  readonly typed: Egress | null;
  /** Seconds that a wrong password makes its name wait. */
  readonly retryAfter: number | null;
}

type Outcome<Name extends LoginResult['outcome']> = Extract<LoginResult, { outcome: Name }>;

/** What becomes of an answer of Instagram to a sign-in: an account, a question to the person, or a refusal. */
@Injectable()
export class ConnectOutcomes {
  constructor(
    private readonly db: Database,
    private readonly connections: NewConnections,
    private readonly attempts: ConnectAttemptsRepository,
    private readonly vault: SessionVault,
    private readonly instagram: InstagramGateway,
    private readonly activity: ActivityService,
    private readonly clock: Clock,
  ) {}

  /**
   * Whatever waited for the same name ends in the transaction that stores what came of it, not before: where that fails,
   * it goes on waiting.
   * @throws AppError with the symbol of what Instagram answered
   */
  async settle(visit: Visit, result: LoginResult): Promise<ConnectAnswer> {
    switch (result.outcome) {
      case 'connected':
        return this.connections.store(visit, result);
      case 'verification':
        return this.wait(visit, result);
      case 'failed':
        return this.fail(visit, result);
      default:
        return assertNever(result);
    }
  }

  /** What Instagram answered; it is written into the activity too (`writeFailure`). */
  refusal(failure: Pick<Failure, 'symbol' | 'retryAfterSeconds'>, retryAfter: number | null = null): AppError {
    const wait = retryAfter ?? failure.retryAfterSeconds;
    const extras: AppErrorExtras = {
      inActivity: true,
      situation: 'connecting',
      ...(wait === undefined ? {} : { retryAfter: wait }),
    };
    return new AppError(failure.symbol, {}, extras);
  }

  /** Tells the person. An answer to a sign-in says nothing of the accounts that are connected. */
  async writeFailure(tx: Tx, username: string, error: AppError): Promise<void> {
    await this.activity.append(tx, {
      action: 'connect_failed',
      status: 'error',
      message: say('account.connect_failed', { account: username, error: error.words }),
      errorCode: error.entry.code,
    });
  }

  private async wait({ userId, username }: Visit, { step, state }: Outcome<'verification'>): Promise<ConnectAnswer> {
    const id = randomUUID();
    const now = this.clock.now();
    const sealed = this.vault.seal(state, { purpose: 'connect', userId, rowId: id });
    const attempt = {
      id,
      instagramUsername: username,
      kind: step.kind,
      asks: step.asks,
      methods: [...step.methods],
      method: step.method,
      sentTo: step.sentTo,
      shown: shownOf(step),
      againAt: step.waitSeconds === null ? null : new Date(now.getTime() + step.waitSeconds * 1000),
      stateEncrypted: sealed.data,
      encryptionKeyId: sealed.keyId,
      expiresAt: new Date(now.getTime() + WAITS_MS[step.kind]),
    };
    await this.db.asUser(userId, (tx) => this.attempts.begin(tx, attempt));
    const verification = toVerificationView({ ...attempt, wrongCodes: 0 });
    return { success: false, requires_verification: true, verification };
  }

  /** Keeps the device for the next try, says what happened, and refuses with it. */
  private async fail({ userId, username, retryAfter }: Visit, { failure, state }: Outcome<'failed'>): Promise<never> {
    const id = randomUUID();
    const sealed = this.vault.seal(this.instagram.byPassword.deviceOf(state), {
      purpose: 'connect',
      userId,
      rowId: id,
    });
    const error = this.refusal(failure, retryAfter);
    await this.db.asUser(userId, async (tx) => {
      await this.attempts.begin(tx, {
        id,
        instagramUsername: username,
        kind: 'device',
        methods: [],
        sentTo: null,
        stateEncrypted: sealed.data,
        encryptionKeyId: sealed.keyId,
        expiresAt: this.clock.now(),
      });
      await this.writeFailure(tx, username, error);
    });
    throw error;
  }
}
