import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SignInMethod, User } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { hashToken } from '../../platform/crypto/tokens.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { AuditService } from '../audit/index.ts';
import { UsersService } from '../users/index.ts';
import { CallersRepository } from './callers.repository.ts';
import type { Device, SignedIn } from './device.ts';
import { LoginSessionsRepository } from './login-sessions.repository.ts';
import { KnownDevices } from './proof/known-device.ts';
import { TokensService } from './tokens.service.ts';

/** How long a login session lasts at the most, however often it is refreshed; milliseconds. */
const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

/** Begins login sessions for users who proved their identity, whatever the proof was. */
@Injectable()
export class SignInsService {
  constructor(
    private readonly users: UsersService,
    private readonly callers: CallersRepository,
    private readonly sessions: LoginSessionsRepository,
    private readonly tokens: TokensService,
    private readonly devices: KnownDevices,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Call it last in `tx`.
   * @throws AppError INVALID_CREDENTIALS for a user who was disabled since they proved their identity
   */
  async begin(tx: Tx, userId: string, device: Device, method: SignInMethod): Promise<SignedIn> {
    const { userAgent, address } = device;
    await this.users.recordLogin(tx, userId);
    const user = await this.users.view(tx, userId);
    if (!user.is_active) throw new AppError('INVALID_CREDENTIALS');
    const id = randomUUID();
    const token = this.tokens.refresh({ userId, sessionId: id });
    const expiresAt = new Date(this.clock.now().getTime() + SESSION_MS);
    const refreshHash = hashToken(token);
    await this.sessions.begin(tx, { id, userId, refreshHash, expiresAt, userAgent, address, method });
    const signedIn = await this.signedIn(tx, user, id, token, expiresAt);
    const known = this.devices.remember(device.known, userId, await this.users.passwordHash(tx, userId));
    await this.audit.append(tx, { action: 'sign_in', subjectId: userId, details: { method } });
    return { ...signedIn, known };
  }

  /** The answer for a login session that goes on with its next refresh token. */
  async goOn(tx: Tx, sessionId: string, refreshToken: string, refreshExpires: Date): Promise<SignedIn> {
    return this.signedIn(tx, await this.users.view(tx, tx.userId), sessionId, refreshToken, refreshExpires);
  }

  private async signedIn(
    tx: Tx,
    user: User,
    sessionId: string,
    refreshToken: string,
    refreshExpires: Date,
  ): Promise<SignedIn> {
    const { token, expiresAt } = this.tokens.access(user.id, sessionId);
    return {
      refreshToken,
      refreshExpires,
      answer: {
        success: true,
        token,
        expires_at: expiresAt.toISOString(),
        must_change_password: user.must_change_password,
        must_set_up_two_factor: await this.callers.mustSetUpTwoFactor(tx),
        user,
      },
    };
  }
}
