import { Injectable } from '@nestjs/common';
import type { ChangePassword, InitializePassword, Login, User } from '@pacekeeper/contracts';
import { hashPassword } from '../../platform/crypto/passwords.ts';
import { hashToken } from '../../platform/crypto/tokens.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { EventsService } from '../activity/index.ts';
import { FirstAdmin, UsersService } from '../users/index.ts';
import type { Device, SignedIn } from './device.ts';
import { LoginSessionsRepository } from './login-sessions.repository.ts';
import { PasswordProof } from './proof/password-proof.service.ts';
import { SignInsService } from './sign-ins.service.ts';
import { TokensService } from './tokens.service.ts';

@Injectable()
export class AuthService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly sessions: LoginSessionsRepository,
    private readonly tokens: TokensService,
    private readonly proof: PasswordProof,
    private readonly signIns: SignInsService,
    private readonly events: EventsService,
    private readonly firstAdmin: FirstAdmin,
  ) {}

  /** @throws AppError INVALID_CREDENTIALS, the same for an unknown name, a wrong password and a disabled user. */
  async login({ username, password }: Login, device: Device): Promise<SignedIn> {
    const userId = await this.proof.prove(username, password, device);
    return this.db.asUser(userId, (tx) => this.signIns.begin(tx, userId, device, 'password'));
  }

  /**
   * An administrator's first password, from the current one and without a token.
   * @throws AppError INVALID_CREDENTIALS, FORBIDDEN for somebody who is no administrator, PASSWORD_TOO_WEAK
   */
  async initializePassword(body: InitializePassword, device: Device): Promise<SignedIn> {
    const userId = await this.proof.prove(body.username, body.current_password, device);
    const user = await this.db.asUser(userId, (tx) => this.users.view(tx, userId));
    if (user.role !== 'admin') throw new AppError('FORBIDDEN');
    const hash = await this.newHash(user, body.current_password, body.new_password);
    const signedIn = await this.db.asUser(userId, async (tx) => {
      await this.users.setOwnPassword(tx, userId, hash);
      // Whoever signed in here a moment ago to be told to change it goes on; everybody else signs in again.
      const ended = user.must_change_password
        ? await this.sessions.endOfOtherDevices(tx, device, 'password_changed')
        : await this.sessions.endOthers(tx, null, 'password_changed');
      await this.tellEnded(tx, ended);
      return this.signIns.begin(tx, userId, device, 'password');
    });
    await this.firstAdmin.forgetWhereSettled();
    return signedIn;
  }

  /** @throws AppError NOT_FOUND for somebody else, INVALID_CREDENTIALS, PASSWORD_TOO_WEAK */
  async changePassword(caller: Caller, userId: string, body: ChangePassword, device: Device): Promise<User> {
    if (caller.id !== userId) throw new AppError('NOT_FOUND');
    await this.proof.proveAgain(userId, body.current_password, device);
    const user = await this.me(caller);
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
    const rotated = await this.db.asUser(userId, async (tx) => {
      const presented = hashToken(token);
      const expiresAt = await this.sessions.rotate(tx, sessionId, presented, hashToken(next));
      if (expiresAt) return { user: await this.users.view(tx, userId), expiresAt };
      if (await this.sessions.endOnReuse(tx, sessionId, presented)) await this.events.publish(tx, 'session', sessionId);
      return null;
    });
    if (!rotated) throw new AppError('TOKEN_INVALID');
    return this.signIns.signedIn(rotated.user, sessionId, next, rotated.expiresAt);
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
}
