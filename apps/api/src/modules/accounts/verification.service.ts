import { Injectable } from '@nestjs/common';
import type { ConnectAnswer, Resend, VerificationAnswer } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { type Failure, InstagramGateway, type LoginResult, type SendResult } from '../instagram/index.ts';
import { shownOf, toVerificationView } from './accounts.mapper.ts';
import type { ConnectAttempt } from './connect-attempt.entity.ts';
import { type AttemptChange, type Claim, ConnectAttemptsRepository } from './connect-attempts.repository.ts';
import { ConnectDevices } from './connect-devices.service.ts';
import { ConnectOutcomes, type Visit } from './connect-outcomes.service.ts';
import { SessionVault } from './session-vault.ts';
import { afterFailure, sendingMethod, whyClosed } from './verification-rules.ts';

/** How long "I have done it" waits until it is checked again, seconds: each check is a sign-in at Instagram. */
const CHECK_AGAIN_SECONDS = 20;

/** An attempt that is held for one call to Instagram. */
export interface Claimed {
  readonly attempt: ConnectAttempt;
  /** What it cost of the codes that may be tried; given back where no wrong code was among them. */
  readonly tries: 0 | 1;
  held: boolean;
}

/** Sign-ins that wait for their person: one call at a time each, a limited number of codes, and an expiry. */
@Injectable()
export class OpenVerifications {
  constructor(
    private readonly db: Database,
    private readonly attempts: ConnectAttemptsRepository,
    private readonly devices: ConnectDevices,
    private readonly outcomes: ConnectOutcomes,
    private readonly vault: SessionVault,
    private readonly instagram: InstagramGateway,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError NOT_FOUND, also for another user's */
  async get(userId: string, id: string): Promise<ConnectAttempt> {
    const attempt = await this.db.asUser(userId, (tx) => this.attempts.findById(tx, id));
    if (!attempt) throw new AppError('NOT_FOUND');
    return attempt;
  }

  /**
   * Takes it for one call to Instagram.
   * @throws AppError VERIFICATION_EXPIRED, VERIFICATION_ATTEMPTS_USED_UP, TOO_MANY_REQUESTS, CONFLICT while another call is
   *   under way
   */
  claim(userId: string, id: string, claim: Claim): Promise<Claimed> {
    return this.db.asUser(userId, async (tx) => {
      const now = this.clock.now();
      const claimed = await this.attempts.claim(tx, id, claim, now);
      const attempt = await this.attempts.findById(tx, id);
      if (!attempt) throw new AppError('NOT_FOUND');
      if (!claimed) throw whyClosed(attempt, claim.waits, now);
      return { attempt, tries: claim.mostTries === null ? 0 : 1, held: true };
    });
  }

  /** Whatever `work` leaves unsettled was no wrong code: the attempt is as it was before. */
  async within<T>(claimed: Claimed, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      if (claimed.held) await this.db.asUser(claimed.attempt.userId, (tx) => this.letGo(tx, claimed, true));
    }
  }

  /** Has Instagram send a code. @throws AppError as `verify`, without those of a code; Instagram's */
  async resend(userId: string, { verification_id: id, ...wish }: Resend): Promise<VerificationAnswer> {
    const method = sendingMethod(await this.get(userId, id), wish);
    const claimed = await this.claim(userId, id, { mostTries: null, waits: true });
    return this.within(claimed, async () => {
      const { state } = await this.db.asUser(userId, (tx) => this.devices.resume(tx, claimed.attempt));
      const result = await this.instagram.byPassword.sendCode(state, method);
      if (result.outcome === 'failed') return this.refuse(claimed, result.failure, null);
      return this.sent(claimed, method, result);
    });
  }

  /** What becomes of the answer to a proof. */
  async settle(claimed: Claimed, visit: Visit, result: LoginResult): Promise<ConnectAnswer> {
    if (result.outcome === 'failed') return this.refuse(claimed, result.failure, visit.retryAfter);
    return this.outcomes.settle(visit, result);
  }

  isStillAsked(result: LoginResult): result is Extract<LoginResult, { outcome: 'verification' }> {
    return result.outcome === 'verification' && result.step.methods.includes('by_hand');
  }

  /** "I have done it", and Instagram asks all the same: it goes on waiting, with what Instagram says now. */
  async refuseUnconfirmed(
    claimed: Claimed,
    { step, state }: Extract<LoginResult, { outcome: 'verification' }>,
  ): Promise<never> {
    const { attempt } = claimed;
    const error = new AppError('VERIFICATION_NOT_CONFIRMED', {}, { retryAfter: CHECK_AGAIN_SECONDS });
    const sealed = this.vault.seal(state, { purpose: 'connect', userId: attempt.userId, rowId: attempt.id });
    await this.change(claimed, {
      asks: step.asks,
      shown: shownOf(step),
      againAt: this.later(CHECK_AGAIN_SECONDS),
      stateEncrypted: sealed.data,
      encryptionKeyId: sealed.keyId,
    });
    throw error;
  }

  private async sent(
    claimed: Claimed,
    method: ConnectAttempt['method'],
    result: Extract<SendResult, { outcome: 'sent' }>,
  ): Promise<VerificationAnswer> {
    const { attempt } = claimed;
    const sealed = this.vault.seal(result.state, { purpose: 'connect', userId: attempt.userId, rowId: attempt.id });
    const place = attempt.shown.can_send?.find((one) => one.method === method);
    const change: AttemptChange = {
      asks: 'code',
      method,
      // The codes of a challenge go one way at a time; two factors are all open.
      ...(attempt.kind === 'challenge' && method ? { methods: [method] } : {}),
      sentTo: result.sentTo ?? place?.to ?? null,
      againAt: this.later(result.waitSeconds),
      stateEncrypted: sealed.data,
      encryptionKeyId: sealed.keyId,
    };
    await this.change(claimed, change);
    return { success: true, verification: toVerificationView({ ...attempt, ...change }) };
  }

  private async change(claimed: Claimed, change: AttemptChange): Promise<void> {
    await this.db.asUser(claimed.attempt.userId, async (tx) => {
      await this.attempts.change(tx, claimed.attempt.id, change);
      await this.letGo(tx, claimed, true);
    });
  }

  private async refuse(claimed: Claimed, failure: Failure, retryAfter: number | null): Promise<never> {
    const { attempt } = claimed;
    const then = afterFailure(failure, attempt.wrongCodes);
    const error =
      then === 'used_up'
        ? new AppError('VERIFICATION_ATTEMPTS_USED_UP', {}, { inActivity: true })
        : this.outcomes.refusal(failure, retryAfter);
    await this.db.asUser(attempt.userId, async (tx) => {
      await this.letGo(tx, claimed, then === 'open' || then === 'over');
      if (then === 'over' || then === 'used_up') await this.attempts.end(tx, attempt.id);
      await this.outcomes.writeFailure(tx, attempt.instagramUsername, error);
    });
    throw error;
  }

  private async letGo(tx: Tx, claimed: Claimed, givesBack: boolean): Promise<void> {
    await this.attempts.letGo(tx, claimed.attempt.id, givesBack ? claimed.tries : 0);
    claimed.held = false;
  }

  private later(seconds: number): Date {
    return new Date(this.clock.now().getTime() + seconds * 1000);
  }
}
