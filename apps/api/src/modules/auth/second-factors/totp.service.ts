import { Injectable } from '@nestjs/common';
import type { RecoveryCodes, TotpEnrolment } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { type SealContext, SealingBox, SealingKeyMissing, UnsealError } from '../../../platform/crypto/sealing.ts';
import type { Secret } from '../../../platform/crypto/secret.ts';
import { Database } from '../../../platform/database/database.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { UserLimits } from '../../users/index.ts';
import { FactorChanges } from './factor-changes.service.ts';
import { StandingRepository } from './standing.repository.ts';
import type { TotpCredential } from './totp-credential.entity.ts';
import { TotpRepository } from './totp.repository.ts';
import { newTotpSecret, stepOfCode, totpAddress } from './totp.ts';

const contextOf = (userId: string): SealContext => ({ purpose: 'totp', userId, rowId: userId });

/** Codes of an authenticator app. */
@Injectable()
export class TotpService {
  constructor(
    private readonly db: Database,
    private readonly credentials: TotpRepository,
    private readonly standings: StandingRepository,
    private readonly changes: FactorChanges,
    private readonly limits: UserLimits,
    private readonly box: SealingBox,
    private readonly clock: Clock,
  ) {}

  /** A new secret, which takes effect once a code of it was shown. @throws AppError CONFLICT if one is already in effect */
  async enroll(caller: Caller): Promise<TotpEnrolment> {
    const secret = newTotpSecret();
    const sealed = this.box.seal(secret.open(), contextOf(caller.id));
    const username = await this.db.asUser(caller.id, async (tx) => {
      if (!(await this.credentials.replaceUnconfirmed(tx, sealed))) throw alreadyThere();
      return (await this.standings.find(tx))?.username ?? '';
    });
    return { success: true, totp: { secret: secret.open(), otpauth_url: totpAddress(secret, username) } };
  }

  /** @throws AppError SECOND_FACTOR_INVALID, TOO_MANY_REQUESTS, CONFLICT if one is already in effect */
  async confirm(caller: Caller, code: string): Promise<RecoveryCodes> {
    const found = await this.db.asUser(caller.id, (tx) => this.credentials.find(tx));
    if (found?.confirmedAt) throw alreadyThere();
    if (!found) throw new AppError('SECOND_FACTOR_INVALID');
    // Counted before it is checked, so that concurrent attempts all count.
    await this.limits.spend('totp_confirm', caller.id);
    const step = this.stepOf(found, code);
    if (step === null) throw new AppError('SECOND_FACTOR_INVALID');
    await this.limits.spend('factor_change', caller.id);
    const shown = await this.db.asUser(caller.id, async (tx) => {
      await this.changes.begin(tx);
      if (!(await this.credentials.confirm(tx, found.secretEncrypted, step, this.clock.now()))) throw alreadyThere();
      return this.changes.added(tx, { action: 'totp_added', factor: 'totp' });
    });
    await this.limits.giveBack('totp_confirm', caller.id);
    return { success: true, recovery_codes: shown };
  }

  /** @throws AppError NOT_FOUND, CONFLICT for the last factor while one is required */
  async remove(caller: Caller): Promise<void> {
    await this.limits.spend('factor_change', caller.id);
    await this.db.asUser(caller.id, async (tx) => {
      await this.changes.begin(tx);
      if (!(await this.credentials.remove(tx))) throw new AppError('NOT_FOUND');
      await this.changes.removed(tx, { action: 'totp_removed', factor: 'totp' });
    });
  }

  /** True if it is a current code that was not used before; marks it used. */
  async take(userId: string, code: string): Promise<boolean> {
    return this.db.asUser(userId, async (tx) => {
      const found = await this.credentials.find(tx);
      const step = found && this.stepOf(found, code);
      return found !== null && step !== null && this.credentials.take(tx, found.secretEncrypted, step);
    });
  }

  private stepOf(credential: TotpCredential, code: string): number | null {
    return stepOfCode(this.open(credential), code, this.clock.now());
  }

  private open({ userId, encryptionKeyId, secretEncrypted }: TotpCredential): Secret<string> {
    try {
      return this.box.open({ keyId: encryptionKeyId, data: secretEncrypted }, contextOf(userId));
    } catch (error) {
      if (error instanceof SealingKeyMissing) throw new AppError('SEALING_KEY_MISSING', {}, { cause: error });
      // A row that was tampered with: nothing the person could mend.
      if (error instanceof UnsealError) throw new AppError('INTERNAL', {}, { cause: error });
      throw error;
    }
  }
}

const alreadyThere = () =>
  new AppError('CONFLICT', {
    what: 'An authenticator app is set up already. Remove it before you set up another one.',
  });
