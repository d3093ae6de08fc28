import { Injectable } from '@nestjs/common';
import type { User } from '@pacekeeper/contracts';
import { hashPassword } from '../../platform/crypto/passwords.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { AuditService } from '../audit/index.ts';
import { MailsService } from '../mails/index.ts';
import { FirstAdmin, UserLimits, UsersService } from '../users/index.ts';
import type { Device } from './device.ts';
import { LoginSessionsService } from './login-sessions.service.ts';

/** A new password of a user who has proved the current one: its hash, where it is stored, and what follows from it. */
@Injectable()
export class NewPasswords {
  constructor(
    private readonly users: UsersService,
    private readonly limits: UserLimits,
    private readonly sessions: LoginSessionsService,
    private readonly firstAdmin: FirstAdmin,
    private readonly mails: MailsService,
    private readonly audit: AuditService,
  ) {}

  /** @throws AppError PASSWORD_TOO_WEAK, TOO_MANY_REQUESTS */
  async hash(user: User, current: string, next: string): Promise<string> {
    // Compared in the form that is hashed: typed in another Unicode form it is the same password.
    if (current.normalize('NFKC') === next.normalize('NFKC')) {
      const reason = 'it is the one you have';
      throw new AppError('PASSWORD_TOO_WEAK', { reason }, { details: [{ path: 'new_password', message: reason }] });
    }
    this.users.checkOwnPassword(user, next);
    await this.limits.spend('password_change', user.id);
    return hashPassword(next, { userId: user.id });
  }

  /** Stores it and tells the user. `tx` must already hold the password that it replaces. */
  async set(tx: Tx, next: string): Promise<User> {
    const user = await this.users.setOwnPassword(tx, tx.userId, next);
    if (user.email !== null) {
      await this.mails.enqueue(tx, { userId: user.id, kind: 'password_changed', recipient: user.email });
    }
    return user;
  }

  /** After the commit of `replace`. */
  async settleReplaced(): Promise<void> {
    await this.firstAdmin.forgetWhereSettled();
  }

  /**
   * Replaces the proved password with the one that has this hash, with all consequences. `tx` must already hold the
   * password.
   */
  async replace(tx: Tx, next: string, device: Device): Promise<void> {
    const { must_change_password: wasPending } = await this.users.view(tx, tx.userId);
    await this.set(tx, next);
    // The user who signed in here a moment ago in order to change it stays signed in; all other sessions end.
    if (wasPending) await this.sessions.endAllButLatestOf(tx, device, 'password_changed');
    else await this.sessions.endOthersOf(tx, null, 'password_changed');
    await this.audit.append(tx, { action: 'password_changed', subjectId: tx.userId });
  }
}
