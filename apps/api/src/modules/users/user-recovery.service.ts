import { Injectable } from '@nestjs/common';
import type { ResetStarted } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { hashPassword, randomPassword } from '../../platform/crypto/passwords.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { EventsService } from '../activity/index.ts';
import { AuditService } from '../audit/index.ts';
import { MailsService } from '../mails/index.ts';
import { StandingRepository } from './standing.repository.ts';
import { UserLimits } from './user-limits.ts';
import { UsersRepository } from './users.repository.ts';

/** Restores access for a user who lost their password. An administrator starts it and never chooses a password. */
@Injectable()
export class UserRecoveryService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersRepository,
    private readonly standing: StandingRepository,
    private readonly limits: UserLimits,
    private readonly events: EventsService,
    private readonly mails: MailsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * A link by mail; for a user without e-mail a random password, which ends all their login sessions.
   * @throws AppError NOT_FOUND, CONFLICT for a disabled user, TOO_MANY_REQUESTS
   */
  async start(admin: Caller, id: string): Promise<ResetStarted> {
    await this.limits.spend('recovery_start', admin.id);
    await this.limits.spend('recovery_of', id);
    if (await this.db.asAdmin(admin.id, (tx) => this.mail(tx, id))) return { success: true, mailed: true };
    const password = randomPassword();
    const hash = await hashPassword(password, { userId: admin.id });
    await this.db.asAdmin(admin.id, (tx) => this.replace(tx, id, hash));
    await this.db.asUser(id, (tx) => this.standing.endResetLinks(tx));
    return { success: true, mailed: false, one_time_password: password };
  }

  /** False where there is no address to send a link to. */
  private async mail(tx: Tx, id: string): Promise<boolean> {
    const user = await this.users.findById(tx, id);
    if (!user) throw new AppError('NOT_FOUND');
    // Neither a link nor a password would let them in.
    if (!user.isActive) throw new AppError('CONFLICT', { what: 'This user is disabled. Enable them first.' });
    if (user.email === null) return false;
    await this.mails.enqueue(tx, { userId: id, kind: 'password_reset', recipient: user.email });
    await this.audit.append(tx, { action: 'password_reset_requested', subjectId: id });
    return true;
  }

  private async replace(tx: Tx, id: string, hash: string): Promise<void> {
    if (!(await this.users.findForUpdate(tx, id))) throw new AppError('NOT_FOUND');
    await this.users.setPassword(tx, id, hash, true, this.clock.now());
    const ended = await this.standing.endLoginSessions(tx, id, 'password_reset');
    const changes = ended.map((session) => ['session', session] as const);
    if (changes.length > 0) await this.events.publishAll(tx, changes, id);
    await this.audit.append(tx, { action: 'password_reset', subjectId: id, details: { sessions: ended.length } });
  }
}
