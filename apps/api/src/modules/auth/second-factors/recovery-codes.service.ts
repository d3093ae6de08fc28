import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { hashPassword, verifyNothing, verifyPassword } from '../../../platform/crypto/passwords.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { AuditService } from '../../audit/index.ts';
import { MailsService } from '../../mails/index.ts';
import { newRecoveryCodes, parsedRecoveryCode, shownRecoveryCode } from './recovery-codes.ts';
import { RecoveryCodesRepository } from './recovery-codes.repository.ts';
import { StandingRepository } from './standing.repository.ts';

/** Ten new codes: as they are shown once, and as they are kept. */
export interface FreshCodes {
  readonly shown: string[];
  readonly hashes: string[];
}

/** Ten codes on paper, for whoever is without their phone. */
@Injectable()
export class RecoveryCodesService {
  constructor(
    private readonly db: Database,
    private readonly codes: RecoveryCodesRepository,
    private readonly standings: StandingRepository,
    private readonly audit: AuditService,
    private readonly mails: MailsService,
    private readonly clock: Clock,
  ) {}

  /** Ten new ones in the place of all there are. @throws AppError CONFLICT for somebody without a second factor */
  async make(caller: Caller): Promise<string[]> {
    const fresh = await this.fresh();
    await this.db.asUser(caller.id, async (tx) => {
      await this.standings.lock(tx);
      const standing = await this.standings.find(tx);
      if (!standing?.has_totp && !standing?.passkeys) {
        throw new AppError('CONFLICT', { what: 'Set up an authenticator app or a passkey first.' });
      }
      await this.codes.replaceAll(tx, fresh.hashes);
      const recipient = standing.email;
      if (recipient) await this.mails.enqueue(tx, { userId: tx.userId, kind: 'recovery_codes_made', recipient });
      await this.audit.append(tx, { action: 'recovery_codes_made', subjectId: tx.userId });
    });
    return fresh.shown;
  }

  /** New ones for somebody who has none left, before the transaction that keeps them: hashing takes its time. */
  async freshIfNoneLeft(userId: string): Promise<FreshCodes | null> {
    const left = await this.db.asUser(userId, (tx) => this.codes.countLeft(tx));
    return left === 0 ? this.fresh() : null;
  }

  /** Keeps the new ones, unless others came first; returns what is to be shown. */
  async keepIfNoneLeft(tx: Tx, fresh: FreshCodes | null): Promise<string[]> {
    if (!fresh || (await this.codes.countLeft(tx)) > 0) return [];
    await this.codes.replaceAll(tx, fresh.hashes);
    return fresh.shown;
  }

  /** True where it is one of theirs that never served; from now on it has. */
  async use(userId: string, code: string): Promise<boolean> {
    const { number, signs } = parsedRecoveryCode(code);
    const hash = await this.db.asUser(userId, (tx) => this.codes.findHash(tx, number));
    const right = hash === null ? await verifyNothing(signs) : await verifyPassword(hash, signs);
    if (hash === null || !right) return false;
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

  private async fresh(): Promise<FreshCodes> {
    const plain = newRecoveryCodes();
    const hashes = await Promise.all(plain.map(({ signs }) => hashPassword(signs)));
    return { shown: plain.map(shownRecoveryCode), hashes };
  }
}
