import { Injectable } from '@nestjs/common';
import type { ChangePassword, InitializePassword, User, VerificationNeeded } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { AuditService } from '../audit/index.ts';
import { UsersService } from '../users/index.ts';
import { CurrentPassword } from './current-password.service.ts';
import type { Device, SignedIn } from './device.ts';
import { LoginSessionsService } from './login-sessions.service.ts';
import { NewPasswords } from './new-passwords.service.ts';
import { KnownDevices } from './proof/known-device.ts';
import { PasswordProof } from './proof/password-proof.service.ts';
import { SecondFactors } from './second-factors/second-factors.service.ts';
import { SignInsService } from './sign-ins.service.ts';

/** Sets a new password for a user who knows the current one. */
@Injectable()
export class PasswordChanges {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly next: NewPasswords,
    private readonly sessions: LoginSessionsService,
    private readonly proof: PasswordProof,
    private readonly current: CurrentPassword,
    private readonly devices: KnownDevices,
    private readonly factors: SecondFactors,
    private readonly signIns: SignInsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Returns the users known on this device from now on; with the new password the device would be unknown otherwise.
   * @throws AppError NOT_FOUND for another user, INVALID_CREDENTIALS, PASSWORD_TOO_WEAK, TOO_MANY_REQUESTS
   */
  async change(
    caller: Caller,
    userId: string,
    body: ChangePassword,
    device: Device,
  ): Promise<{ user: User; known: readonly string[] }> {
    if (caller.id !== userId) throw new AppError('NOT_FOUND');
    const { hash } = await this.current.prove(body.current_password, async () => {
      await this.proof.proveAgain(userId, body.current_password, device);
      return userId;
    });
    const user = await this.db.asUser(userId, (tx) => this.users.view(tx, userId));
    const next = await this.next.hash(user, body.current_password, body.new_password);
    const changed = await this.db.asUser(userId, async (tx) => {
      const view = await this.store(tx, hash, next);
      await this.sessions.endOthersOf(tx, caller.sessionId, 'password_changed');
      await this.audit.append(tx, { action: 'password_changed', subjectId: userId });
      return view;
    });
    if (changed.role === 'admin') await this.next.settleReplaced();
    return { user: changed, known: this.devices.remember(device.known, userId, next) };
  }

  /**
   * An administrator's first password, set with the current one and without a token. Signs in, or asks for the second
   * factor if there is one; the new password takes effect once that was shown.
   * @throws AppError INVALID_CREDENTIALS, FORBIDDEN for users who are not administrators, PASSWORD_TOO_WEAK
   */
  async initialize(body: InitializePassword, device: Device): Promise<SignedIn | VerificationNeeded> {
    const { userId, hash } = await this.current.prove(body.current_password, () =>
      this.proof.prove(body.username, body.current_password, device),
    );
    const user = await this.db.asUser(userId, (tx) => this.users.view(tx, userId));
    if (user.role !== 'admin') throw new AppError('FORBIDDEN');
    const next = await this.next.hash(user, body.current_password, body.new_password);
    const outcome = await this.db.asUser(userId, async (tx) => {
      await this.current.hold(tx, hash);
      const needed = await this.factors.needed(tx, userId, next);
      if (needed) return needed;
      await this.next.replace(tx, next, device);
      return this.signIns.begin(tx, userId, device, 'password');
    });
    await this.next.settleReplaced();
    return outcome;
  }

  /** Stores it in the place of the one with the hash `proved`, and tells the user. */
  private async store(tx: Tx, proved: string, next: string): Promise<User> {
    await this.current.hold(tx, proved);
    return this.next.set(tx, next);
  }
}
