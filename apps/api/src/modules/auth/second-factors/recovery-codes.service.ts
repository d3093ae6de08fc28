import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { verifyPassword } from '../../../platform/crypto/passwords.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { AuditService } from '../../audit/index.ts';
import { MailsService } from '../../mails/index.ts';
import { UserLimits } from '../../users/index.ts';
import {
  hashRecoveryCode,
  isFastHash,
  newRecoveryCodes,
  parsedRecoveryCode,
  type PlainRecoveryCode,
  sameRecoveryCode,
  shownRecoveryCode,
} from './recovery-codes.ts';
import { RecoveryCodesRepository } from './recovery-codes.repository.ts';
import { type Standing, StandingRepository } from './standing.repository.ts';

/** Ten new codes: as they are shown once, and as they are kept. */
interface FreshCodes {
  readonly shown: string[];
  readonly hashes: string[];
}

/** Ten codes on paper, for users without their phone. */
@Injectable()
export class RecoveryCodesService {
  constructor(
    private readonly db: Database,
    private readonly codes: RecoveryCodesRepository,
    private readonly standings: StandingRepository,
    private readonly limits: UserLimits,
    private readonly audit: AuditService,
    private readonly mails: MailsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Replaces all codes with ten new ones.
   * @throws AppError CONFLICT for a user without a second factor, TOO_MANY_REQUESTS
   */
  async make(caller: Caller): Promise<string[]> {
    assertHasFactor(await this.db.asUser(caller.id, (tx) => this.standings.find(tx)));
    await this.limits.spend('recovery_codes', caller.id);
    const fresh = freshCodes(caller.id);
    await this.db.asUser(caller.id, async (tx) => {
      await this.standings.lock(tx);
      const standing = assertHasFactor(await this.standings.find(tx));
      await this.codes.replaceAll(tx, fresh.hashes);
      const recipient = standing.email;
      if (recipient) await this.mails.enqueue(tx, { userId: tx.userId, kind: 'recovery_codes_made', recipient });
      await this.audit.append(tx, { action: 'recovery_codes_made', subjectId: tx.userId });
    });
    return fresh.shown;
  }

  /** Makes new codes if the user has none left; returns those to be shown. */
  async makeIfNoneLeft(tx: Tx): Promise<string[]> {
    if ((await this.codes.countLeft(tx)) > 0) return [];
    const fresh = freshCodes(tx.userId);
    await this.codes.replaceAll(tx, fresh.hashes);
    return fresh.shown;
  }

  /** True if it is one of the user's unused codes; marks it used. */
  async use(userId: string, code: string): Promise<boolean> {
    const plain = parsedRecoveryCode(code);
    const { number } = plain;
    const hash = await this.db.asUser(userId, (tx) => this.codes.findHash(tx, number));
    if (hash === null || !(await this.isRight(userId, plain, hash))) return false;
    return this.db.asUser(userId, async (tx) => {
      if (!(await this.codes.use(tx, number, hash, this.clock.now()))) return false;
      const standing = await this.standings.find(tx);
      const left = standing?.recovery_codes_left ?? 0;
      if (standing?.email) {
        const params = { left: String(left) };
        await this.mails.enqueue(tx, { userId, kind: 'recovery_code_used', recipient: standing.email, params });
      }
      await this.audit.append(tx, { action: 'recovery_code_used', subjectId: userId, details: { left } });
      return true;
    });
  }

  /** Older codes with fewer than 140 bits are hashed like passwords. */
  private async isRight(userId: string, plain: PlainRecoveryCode, hash: string): Promise<boolean> {
    return isFastHash(hash) ? sameRecoveryCode(userId, plain, hash) : verifyPassword(hash, plain.signs, { userId });
  }
}

const freshCodes = (userId: string): FreshCodes => {
  const plain = newRecoveryCodes();
  return { shown: plain.map(shownRecoveryCode), hashes: plain.map((code) => hashRecoveryCode(userId, code)) };
};

const assertHasFactor = (standing: Standing | null): Standing => {
  if (standing && (standing.has_totp || standing.passkeys > 0)) return standing;
  throw new AppError('CONFLICT', { what: 'Set up an authenticator app or a passkey first.' });
};
