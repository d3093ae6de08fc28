import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SignInMethod, User } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { hashToken } from '../../platform/crypto/tokens.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { UsersService } from '../users/index.ts';
import type { Device, SignedIn } from './device.ts';
import { LoginSessionsRepository } from './login-sessions.repository.ts';
import { TokensService } from './tokens.service.ts';

/** How long a login session lasts at the most, however often it is refreshed; milliseconds. */
const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

/** Begins login sessions, for whoever has proved who they are, whatever the proof was. */
@Injectable()
export class SignInsService {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: LoginSessionsRepository,
    private readonly tokens: TokensService,
    private readonly clock: Clock,
  ) {}

  async begin(tx: Tx, userId: string, { userAgent, address }: Device, method: SignInMethod): Promise<SignedIn> {
    await this.users.recordLogin(tx, userId);
    const user = await this.users.view(tx, userId);
    const id = randomUUID();
    const token = this.tokens.refresh({ userId, sessionId: id });
    const expiresAt = new Date(this.clock.now().getTime() + SESSION_MS);
    const refreshHash = hashToken(token);
    await this.sessions.begin(tx, { id, userId, refreshHash, expiresAt, userAgent, address, method });
    return this.signedIn(user, id, token, expiresAt);
  }

  /** The answer for a login session that begins or goes on. */
  signedIn(user: User, sessionId: string, refreshToken: string, refreshExpires: Date): SignedIn {
    const { token, expiresAt } = this.tokens.access(user.id, sessionId);
    return {
      refreshToken,
      refreshExpires,
      answer: {
        success: true,
        token,
        expires_at: expiresAt.toISOString(),
        must_change_password: user.must_change_password,
        must_set_up_two_factor: false,
        user,
      },
    };
  }
}
