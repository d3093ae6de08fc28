import { Injectable } from '@nestjs/common';
import type { UpdateUser, User as UserView } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { assertRecentProof } from '../../platform/http/recent-proof.ts';
import { EventsService } from '../activity/index.ts';
import { AuditService } from '../audit/index.ts';
import { MailsService } from '../mails/index.ts';
import { StandingRepository } from './standing.repository.ts';
import { changesOf, entriesOf, onlyForAdministrators } from './user-changes.ts';
import type { User } from './user.entity.ts';
import { toUserView } from './users.mapper.ts';
import { type UserChanges, UsersRepository } from './users.repository.ts';

/** What opens a way in for somebody: the address that links go to, and the role. */
const needsProof = ({ email, role }: UserChanges): boolean => email !== undefined || role !== undefined;

/** Changes of people and their end, each with what it ends, whom it tells and what the audit log keeps of it. */
@Injectable()
export class UserChangesService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersRepository,
    private readonly standing: StandingRepository,
    private readonly events: EventsService,
    private readonly mails: MailsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Administrators change everything of anybody, everybody else their own e-mail and time zone.
   * @throws AppError NOT_FOUND for somebody else's, FORBIDDEN for what is an administrator's to change,
   * REAUTHENTICATION_REQUIRED for a changed e-mail or role, CONFLICT for a taken name and for the last administrator
   */
  async update(caller: Caller, id: string, body: UpdateUser): Promise<UserView> {
    const admin = caller.role === 'admin';
    if (!admin && caller.id !== id) throw new AppError('NOT_FOUND');
    if (!admin) await this.refuse(caller, onlyForAdministrators(body));
    const work = (tx: Tx) => this.change(tx, caller, id, body);
    const { view, changes } = await (admin ? this.db.asAdmin(caller.id, work) : this.db.asUser(id, work));
    await this.settle(id, changes);
    return view;
  }

  /** Deletes a user with everything that is theirs. @throws AppError NOT_FOUND, CONFLICT for the last administrator */
  async delete(admin: Caller, id: string): Promise<void> {
    await this.db.asAdmin(admin.id, async (tx) => {
      if (!(await this.users.findForUpdate(tx, id))) throw new AppError('NOT_FOUND');
      // First, since an administrator who deletes themselves is none any more afterwards.
      const ended = await this.standing.endLoginSessions(tx, id, 'deleted');
      await this.users.delete(tx, id);
      await this.tellEnded(tx, id, ended);
      await this.audit.append(tx, { action: 'user_deleted', subjectId: id });
    });
  }

  private async change(
    tx: Tx,
    caller: Caller,
    id: string,
    body: UpdateUser,
  ): Promise<{ view: UserView; changes: UserChanges }> {
    const before = await this.users.findForUpdate(tx, id);
    if (!before) throw new AppError('NOT_FOUND');
    const changes = changesOf(before, body);
    if (Object.keys(changes).length === 0) return { view: toUserView(before), changes };
    // Of anybody: with the e-mail changed, a reset link would follow to whoever sits at an open screen.
    if (needsProof(changes)) assertRecentProof(caller, this.clock.now());
    const disabled = changes.isActive === false;
    const ended = disabled ? await this.standing.endLoginSessions(tx, id, 'disabled') : [];
    await this.users.update(tx, id, changes);
    await this.tellEnded(tx, id, ended);
    if (changes.email !== undefined) await this.mailOf(tx, before, changes.email);
    for (const entry of entriesOf(before, changes, ended.length)) {
      await this.audit.append(tx, { ...entry, subjectId: id });
    }
    return { view: toUserView({ ...before, ...changes }), changes };
  }

  /** To the address that was and to the one that is, so that nobody is left out who should know. */
  private async mailOf(tx: Tx, { id: userId, email: before }: User, after: string | null): Promise<void> {
    const params: Record<string, string> = after === null ? {} : { email: after };
    for (const recipient of new Set([before, after])) {
      if (recipient !== null) await this.mails.enqueue(tx, { userId, kind: 'email_changed', recipient, params });
    }
  }

  /** What follows in the user's own name: an administrator sees neither login sessions nor links of others. */
  private async settle(id: string, changes: UserChanges): Promise<void> {
    if (changes.email === undefined && changes.role === undefined) return;
    await this.db.asUser(id, async (tx) => {
      if (changes.email !== undefined) await this.standing.endResetLinks(tx);
      // Open streams end, so that what they go on with is what the new role may see.
      if (changes.role !== undefined) await this.tellEnded(tx, id, await this.standing.findLoginSessions(tx));
    });
  }

  private async tellEnded(tx: Tx, userId: string, sessions: readonly string[]): Promise<void> {
    if (sessions.length === 0) return;
    const changes = sessions.map((id) => ['session', id] as const);
    await this.events.publishAll(tx, changes, userId);
  }

  private async refuse(caller: Caller, fields: readonly string[]): Promise<void> {
    if (fields.length === 0) return;
    const details = { route: 'PATCH /api/users/:id', fields };
    await this.audit.note({ action: 'permission_denied', outcome: 'refused', actorId: caller.id, details });
    throw new AppError('FORBIDDEN');
  }
}
