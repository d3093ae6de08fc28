import { Injectable } from '@nestjs/common';
import type { SecondFactor, TwoFactor, VerificationNeeded, VerifyLogin } from '@pacekeeper/contracts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError, tooManyRequests } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { AuditService } from '../../audit/index.ts';
import { MailsService } from '../../mails/index.ts';
import { Attempts } from '../proof/attempts.ts';
import { toPasskeyView } from './passkeys.mapper.ts';
import { PasskeysService } from './passkeys.service.ts';
import { PurposeTokens } from './purpose-tokens.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { type Standing, StandingRepository } from './standing.repository.ts';
import { TotpRepository } from './totp.repository.ts';
import { TotpService } from './totp.service.ts';
import { userOfHandle } from './webauthn.ts';

/** The limit on wrong codes: per account and window, whatever the codes were shown for. */
const ATTEMPTS = { kind: 'second_factor', most: 10, seconds: 15 * 60 } as const;

export type ShownFactor = Partial<Pick<VerifyLogin, 'code' | 'challenge_token' | 'credential'>>;

/** What was shown, told by its form: codes of apps and codes from paper differ in length. */
export const factorOf = ({ code }: ShownFactor): SecondFactor => {
  if (code === undefined) return 'passkey';
  return code.length === 6 ? 'totp' : 'recovery_code';
};

const factorsOf = ({ has_totp, recovery_codes_left, passkeys }: Standing): SecondFactor[] => {
  const found: SecondFactor[] = [];
  if (has_totp) found.push('totp');
  if (passkeys > 0) found.push('passkey');
  // They replace the others and are no factor on their own.
  if (found.length > 0 && recovery_codes_left > 0) found.push('recovery_code');
  return found;
};

/** The second factors that people have, whatever they are. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly db: Database,
    private readonly standings: StandingRepository,
    private readonly totpRows: TotpRepository,
    private readonly totp: TotpService,
    private readonly codes: RecoveryCodesService,
    private readonly passkeys: PasskeysService,
    private readonly tokens: PurposeTokens,
    private readonly attempts: Attempts,
    private readonly audit: AuditService,
    private readonly mails: MailsService,
  ) {}

  async view(caller: Caller): Promise<TwoFactor> {
    return this.db.asUser(caller.id, async (tx) => {
      const standing = await this.standings.find(tx);
      const totp = await this.totpRows.find(tx);
      return {
        enabled: Boolean(standing && factorsOf(standing).length > 0),
        required: standing?.required ?? false,
        totp_confirmed_at: totp?.confirmedAt?.toISOString() ?? null,
        recovery_codes_left: standing?.recovery_codes_left ?? 0,
        passkeys: (await this.passkeys.list(tx)).map(toPasskeyView),
      };
    });
  }

  /** The factors a user can show; empty if their password is enough. */
  async available(tx: Tx, userId: string): Promise<SecondFactor[]> {
    return factorsOf(await this.standing(tx, userId));
  }

  /**
   * After the right password: what is still to come, and the token that it comes with; null where that was all. `next` is
   * the hash of a new password that shall count then.
   */
  async needed(tx: Tx, userId: string, next?: string): Promise<VerificationNeeded | null> {
    const standing = await this.standing(tx, userId);
    const methods = factorsOf(standing);
    if (methods.length === 0) return null;
    const said = { sub: userId, pwd: standing.password_changed_at.getTime(), ...(next ? { next } : {}) };
    const { token, expiresAt } = this.tokens.make('verification', said);
    return {
      success: true,
      requires_verification: true,
      verification_token: token,
      methods,
      expires_at: expiresAt.toISOString(),
    };
  }

  /**
   * That it is theirs and counts now; it does not count again. Wrong ones are counted by account, so that neither
   * another token nor another address gives more of them.
   * @throws AppError SECOND_FACTOR_INVALID, TOO_MANY_REQUESTS
   */
  async check(userId: string, shown: ShownFactor): Promise<SecondFactor> {
    const factor = factorOf(shown);
    // Counted before it is checked, so that concurrent attempts all count.
    const { allowed, retryAfter } = await this.attempts.take(ATTEMPTS.kind, userId, ATTEMPTS.most, ATTEMPTS.seconds);
    if (!allowed) throw tooManyRequests(retryAfter);
    if (!(await this.isRight(userId, shown))) {
      await this.audit.note({
        action: 'second_factor_failed',
        outcome: 'refused',
        subjectId: userId,
        details: { factor },
      });
      throw new AppError('SECOND_FACTOR_INVALID');
    }
    await this.attempts.giveBack(ATTEMPTS.kind, userId);
    return factor;
  }

  /** For a user who lost theirs; does nothing if there are none. @throws AppError NOT_FOUND */
  async removeAllOf(admin: Caller, userId: string): Promise<void> {
    await this.db.asAdmin(admin.id, async (tx) => {
      const user = await this.standings.findOther(tx, userId);
      if (!user) throw new AppError('NOT_FOUND');
      if (!(await this.standings.removeAllOf(tx, userId))) return;
      if (user.email) {
        const params = { factor: 'all' };
        await this.mails.enqueue(tx, { userId, kind: 'two_factor_removed', recipient: user.email, params });
      }
      await this.audit.append(tx, { action: 'second_factors_removed', subjectId: userId });
    });
  }

  private async isRight(userId: string, { code, challenge_token, credential }: ShownFactor): Promise<boolean> {
    if (code !== undefined) {
      return code.length === 6 ? this.totp.take(userId, code) : this.codes.use(userId, code);
    }
    if (!challenge_token || !credential) return false;
    try {
      const handle = userOfHandle(credential);
      if (handle !== null && handle !== userId) return false;
      const proven = await this.passkeys.prove(userId, { challenge_token, credential });
      await this.db.asUser(userId, (tx) => this.passkeys.record(tx, proven));
      return true;
    } catch (error) {
      if (error instanceof AppError && error.symbol === 'SECOND_FACTOR_INVALID') return false;
      throw error;
    }
  }

  private async standing(tx: Tx, userId: string): Promise<Standing> {
    const standing = tx.userId === userId ? await this.standings.find(tx) : null;
    if (!standing) throw new AppError('NOT_FOUND');
    return standing;
  }
}
