import { Injectable } from '@nestjs/common';
import type { ResetPassword } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { hashPassword } from '../../../platform/crypto/passwords.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { AuditService } from '../../audit/index.ts';
import { MailsService } from '../../mails/index.ts';
import { FirstAdmin, UserLimits, UsersService } from '../../users/index.ts';
import type { Device } from '../device.ts';
import { LoginSessionsService } from '../login-sessions.service.ts';
import { KnownDevices } from '../proof/known-device.ts';
import { readLinkToken, type LinkToken } from '../../../platform/crypto/link-token.ts';
import { ResetTokensRepository } from './reset-tokens.repository.ts';

/** Sets the password chosen with a reset link. It does not sign in, so a second factor is still asked for. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly limits: UserLimits,
    private readonly tokens: ResetTokensRepository,
    private readonly sessions: LoginSessionsService,
    private readonly devices: KnownDevices,
    private readonly mails: MailsService,
    private readonly audit: AuditService,
    private readonly firstAdmin: FirstAdmin,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the users known on this device from now on: strangers' guesses do not lock out the link's holder.
   * @throws AppError RESET_LINK_INVALID; PASSWORD_TOO_WEAK and TOO_MANY_REQUESTS, after which the link still serves
   */
  async reset({ token: text, new_password }: ResetPassword, { known }: Device): Promise<readonly string[]> {
    const token = readLinkToken(text);
    if (!token) throw new AppError('RESET_LINK_INVALID');
    await this.db.asUser(token.userId, (tx) => this.check(tx, token, new_password));
    await this.limits.spend('password_reset', token.userId);
    const hash = await hashPassword(new_password, { userId: token.userId });
    await this.db.asUser(token.userId, (tx) => this.spend(tx, token, hash));
    await this.firstAdmin.forgetWhereSettled();
    return this.devices.remember(known, token.userId, hash);
  }

  private async check(tx: Tx, token: LinkToken, password: string): Promise<void> {
    if (!(await this.tokens.isOpen(tx, token, this.clock.now()))) throw new AppError('RESET_LINK_INVALID');
    this.users.checkOwnPassword(await this.users.view(tx, token.userId), password);
  }

  private async spend(tx: Tx, token: LinkToken, hash: string): Promise<void> {
    if (!(await this.tokens.spend(tx, token, this.clock.now()))) throw new AppError('RESET_LINK_INVALID');
    const { id: userId, email } = await this.users.setOwnPassword(tx, token.userId, hash);
    await this.sessions.endOthersOf(tx, null, 'password_changed');
    if (email !== null) await this.mails.enqueue(tx, { userId, kind: 'password_changed', recipient: email });
    await this.audit.append(tx, { action: 'password_reset', subjectId: userId });
  }
}
