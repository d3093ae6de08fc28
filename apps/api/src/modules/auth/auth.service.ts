import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ChangePassword, InitializePassword, Login, LoginAnswer, User } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { hashPassword, verifyNothing, verifyPassword } from '../../platform/crypto/passwords.ts';
import { hashToken } from '../../platform/crypto/tokens.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { EventsService } from '../activity/index.ts';
import { FirstAdmin, nameKey, UsersService } from '../users/index.ts';
import { FailedAttempts } from './failed-attempts.ts';
import { LoginSessionsRepository } from './login-sessions.repository.ts';
import { TokensService } from './tokens.service.ts';

/** How long a login session lasts at the most, however often it is refreshed; milliseconds. */
const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

export interface Device {
  readonly userAgent: string | null;
  readonly address: string;
}

/** A fresh sign-in: the answer, and the refresh token that goes into the cookie. */
export interface SignedIn {
  readonly answer: LoginAnswer;
  readonly refreshToken: string;
  readonly refreshExpires: Date;
}

@Injectable()
export class AuthService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly sessions: LoginSessionsRepository,
    private readonly tokens: TokensService,
    private readonly failed: FailedAttempts,
    private readonly events: EventsService,
    private readonly firstAdmin: FirstAdmin,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError INVALID_CREDENTIALS, the same for an unknown name, a wrong password and a disabled user. */
  async login({ username, password }: Login, device: Device): Promise<SignedIn> {
    const userId = await this.prove(username, password, device);
    return this.db.asUser(userId, async (tx) => {
      await this.users.recordLogin(tx, userId);
      return this.beginSession(tx, await this.users.view(tx, userId), device);
    });
  }

  /**
   * An administrator's first password, from the current one and without a token.
   * @throws AppError INVALID_CREDENTIALS, FORBIDDEN for somebody who is no administrator, PASSWORD_TOO_WEAK
   */
  async initializePassword(body: InitializePassword, device: Device): Promise<SignedIn> {
    const userId = await this.prove(body.username, body.current_password, device);
    const user = await this.db.asUser(userId, (tx) => this.users.view(tx, userId));
    if (user.role !== 'admin') throw new AppError('FORBIDDEN');
    const hash = await this.newHash(user, body.current_password, body.new_password);
    const signedIn = await this.db.asUser(userId, async (tx) => {
      const changed = await this.users.setOwnPassword(tx, userId, hash);
      // Whoever signed in here a moment ago to be told to change it goes on; everybody else signs in again.
      const ended = user.must_change_password
        ? await this.sessions.endOfOtherDevices(tx, device, 'password_changed')
        : await this.sessions.endOthers(tx, null, 'password_changed');
      await this.tellEnded(tx, ended);
      return this.beginSession(tx, changed, device);
    });
    await this.firstAdmin.forgetWhereSettled();
    return signedIn;
  }

  /** @throws AppError NOT_FOUND for somebody else, INVALID_CREDENTIALS, PASSWORD_TOO_WEAK */
  async changePassword(caller: Caller, userId: string, body: ChangePassword, { address }: Device): Promise<User> {
    if (caller.id !== userId) throw new AppError('NOT_FOUND');
    this.failed.assertFew(address, userId);
    this.failed.count(address, userId);
    const { user, hash } = await this.db.asUser(userId, async (tx) => ({
      user: await this.users.view(tx, userId),
      hash: await this.users.passwordHash(tx, userId),
    }));
    if (!(await verifyPassword(hash, body.current_password))) throw new AppError('INVALID_CREDENTIALS');
    this.failed.forget(address, userId);
    const next = await this.newHash(user, body.current_password, body.new_password);
    const changed = await this.db.asUser(userId, async (tx) => {
      await this.tellEnded(tx, await this.sessions.endOthers(tx, caller.sessionId, 'password_changed'));
      return this.users.setOwnPassword(tx, userId, next);
    });
    if (changed.role === 'admin') await this.firstAdmin.forgetWhereSettled();
    return changed;
  }

  /** The next token for the newest one. @throws AppError TOKEN_INVALID; a replay ends the login session. */
  async refresh(token: string | undefined): Promise<SignedIn> {
    const claims = token === undefined ? null : this.tokens.readRefresh(token);
    if (!token || !claims) throw new AppError('TOKEN_INVALID');
    const { userId, sessionId } = claims;
    const next = this.tokens.refresh(claims);
    const user = await this.db.asUser(userId, async (tx) => {
      const presented = hashToken(token);
      if (await this.sessions.rotate(tx, sessionId, presented, hashToken(next))) return this.users.view(tx, userId);
      if (await this.sessions.endOnReuse(tx, sessionId, presented)) await this.events.publish(tx, 'session', sessionId);
      return null;
    });
    if (!user) throw new AppError('TOKEN_INVALID');
    return this.signedIn(user, sessionId, next);
  }

  async logout(caller: Caller): Promise<void> {
    await this.db.asUser(caller.id, async (tx) => {
      await this.sessions.end(tx, caller.sessionId, 'signed_out');
      await this.events.publish(tx, 'session', caller.sessionId);
    });
  }

  me(caller: Caller): Promise<User> {
    return this.db.asUser(caller.id, (tx) => this.users.view(tx, caller.id));
  }

  private async prove(typed: string, password: string, { address }: Device): Promise<string> {
    const name = nameKey(typed);
    this.failed.assertFew(address, name);
    // Counted before it is looked at, so that many at once count as many.
    this.failed.count(address, name);
    const [found] = await this.db.system<{ id: string; password_hash: string; is_active: boolean }>('auth_find_user', [
      name,
    ]);
    const right = found ? await verifyPassword(found.password_hash, password) : await verifyNothing(password);
    if (!found || !right || !found.is_active) throw new AppError('INVALID_CREDENTIALS');
    this.failed.forget(address, name);
    return found.id;
  }

  /** The open event streams of login sessions end with them. */
  private async tellEnded(tx: Tx, ended: readonly string[]): Promise<void> {
    await this.events.publishAll(
      tx,
      ended.map((id) => ['session', id] as const),
    );
  }

  private async newHash(user: User, current: string, next: string): Promise<string> {
    if (current === next) {
      const reason = 'it is the one you have';
      throw new AppError('PASSWORD_TOO_WEAK', { reason }, { details: [{ path: 'new_password', message: reason }] });
    }
    this.users.checkOwnPassword(user, next);
    return hashPassword(next);
  }

  private async beginSession(tx: Tx, user: User, { userAgent, address }: Device): Promise<SignedIn> {
    const id = randomUUID();
    const token = this.tokens.refresh({ userId: user.id, sessionId: id });
    const expiresAt = new Date(this.clock.now().getTime() + SESSION_MS);
    const refreshHash = hashToken(token);
    await this.sessions.begin(tx, { id, userId: user.id, refreshHash, expiresAt, userAgent, address });
    return this.signedIn(user, id, token);
  }

  private signedIn(user: User, sessionId: string, refreshToken: string): SignedIn {
    const { token, expiresAt } = this.tokens.access(user.id, sessionId);
    return {
      refreshToken,
      refreshExpires: new Date(this.clock.now().getTime() + SESSION_MS),
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
