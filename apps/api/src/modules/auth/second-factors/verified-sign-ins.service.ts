import { Injectable } from '@nestjs/common';
import type {
  PasskeyLogin,
  PasskeyLoginOptions,
  PasskeyOptions,
  SecondFactor,
  SignInMethod,
  VerifyLogin,
} from '@pacekeeper/contracts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { validationError } from '../../../platform/errors/validation.ts';
import { AuditService } from '../../audit/index.ts';
import type { Device, SignedIn } from '../device.ts';
import { NewPasswords } from '../new-passwords.service.ts';
import { SignInsService } from '../sign-ins.service.ts';
import { PasskeysService } from './passkeys.service.ts';
import { type Claims, PurposeTokens } from './purpose-tokens.ts';
import { factorOf, SecondFactors } from './second-factors.service.ts';
import { StandingRepository } from './standing.repository.ts';
import { userOfHandle } from './webauthn.ts';

const METHODS = {
  totp: 'password_totp',
  recovery_code: 'password_recovery_code',
  passkey: 'password_passkey',
} as const satisfies Record<SecondFactor, SignInMethod>;

/** Sign-ins that a second factor completes, or that a passkey makes by itself. */
@Injectable()
export class VerifiedSignIns {
  constructor(
    private readonly db: Database,
    private readonly factors: SecondFactors,
    private readonly passkeys: PasskeysService,
    private readonly standings: StandingRepository,
    private readonly signIns: SignInsService,
    private readonly passwords: NewPasswords,
    private readonly tokens: PurposeTokens,
    private readonly audit: AuditService,
  ) {}

  /** @throws AppError TOKEN_INVALID for a verification that is over, SECOND_FACTOR_INVALID, TOO_MANY_REQUESTS */
  async verify(body: VerifyLogin, device: Device): Promise<SignedIn> {
    if (body.method !== undefined && body.method !== factorOf(body)) {
      throw validationError([{ path: ['method'], message: 'is not what came with it' }]);
    }
    const pending = await this.pending(body.verification_token);
    const factor = await this.factors.check(pending.sub, body);
    const signedIn = await this.db.asUser(pending.sub, async (tx) => {
      // The user's password and state are locked from here until the commit.
      await this.standings.lock(tx);
      await this.assertStands(tx, pending);
      await this.tokens.spend(tx, pending);
      if (pending.next) await this.passwords.replace(tx, pending.next, device);
      return this.signIns.begin(tx, pending.sub, device, METHODS[factor]);
    });
    if (pending.next) await this.passwords.settleReplaced();
    return signedIn;
  }

  /** @throws AppError TOKEN_INVALID for a verification that is over */
  async passkeyOptions({ verification_token }: PasskeyLoginOptions): Promise<PasskeyOptions> {
    const pending = verification_token === undefined ? null : await this.pending(verification_token);
    return this.passkeys.loginOptions(pending?.sub ?? null);
  }

  /**
   * With a passkey alone, which says whose it is, and which its holder unlocked.
   * @throws AppError SECOND_FACTOR_INVALID, the same for an unknown passkey, a wrong answer and a disabled user
   */
  async withPasskey(body: PasskeyLogin, device: Device): Promise<SignedIn> {
    try {
      return await this.byPasskey(body, device);
    } catch (error) {
      if (error instanceof AppError && error.symbol === 'SECOND_FACTOR_INVALID') {
        await this.audit.note({ action: 'sign_in_failed', outcome: 'refused', details: { method: 'passkey' } });
      }
      throw error;
    }
  }

  private async byPasskey(body: PasskeyLogin, device: Device): Promise<SignedIn> {
    const userId = userOfHandle(body.credential);
    if (!userId) throw new AppError('SECOND_FACTOR_INVALID');
    const proven = await this.passkeys.prove(userId, body);
    return this.db.asUser(userId, async (tx) => {
      await this.standings.lock(tx);
      await this.passkeys.record(tx, proven);
      const standing = await this.standings.find(tx);
      if (!standing?.is_active) throw new AppError('SECOND_FACTOR_INVALID');
      return this.signIns.begin(tx, userId, device, 'passkey');
    });
  }

  private async pending(token: string): Promise<Claims<'verification'>> {
    const claims = this.tokens.read('verification', token);
    await this.db.asUser(claims.sub, async (tx) => {
      await this.assertStands(tx, claims);
      await this.tokens.assertUnspent(tx, claims);
    });
    return claims;
  }

  /** A sign-in that began with a password is valid only while that password and the user's access are unchanged. */
  private async assertStands(tx: Tx, { pwd }: Claims<'verification'>): Promise<void> {
    const standing = await this.standings.find(tx);
    if (!standing?.is_active || standing.password_changed_at.getTime() !== pwd) throw new AppError('TOKEN_INVALID');
  }
}
