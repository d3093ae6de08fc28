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
import { EmailChanges } from './email/email-changes.service.ts';
import { StandingRepository } from './standing.repository.ts';
import { changesOf, entriesOf, onlyForAdministrators } from './user-changes.ts';
import { UserLimits } from './user-limits.ts';
import type { User } from './user.entity.ts';
import { toUserView } from './users.mapper.ts';
import { type UserChanges, UsersRepository } from './users.repository.ts';

/** Changes that could give another person access: the address that links go to, and the role. */
const needsProof = ({ email, role }: UserChanges): boolean => email !== undefined || role !== undefined;

/** The new address, if it differs from the current one. */
const newAddress = (before: Pick<User, 'email'>, { email }: UpdateUser): string | null =>
  email === undefined || email === before.email ? null : email;

const withoutEmail = ({ email: _, ...rest }: UpdateUser): UpdateUser => rest;

/** Changes of people and their end, each with what it ends, whom it tells and what the audit log keeps of it. */
@Injectable()
export class UserChangesService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersRepository,
    private readonly standing: StandingRepository,
    private readonly emails: EmailChanges,
    private readonly limits: UserLimits,
    private readonly events: EventsService,
    private readonly mails: MailsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Administrators change everything of every user, other users their own e-mail and time zone. A user's own new e-mail
   * takes effect once it is confirmed, and the answer does not tell whether it is taken.
   * @throws AppError NOT_FOUND for another user, FORBIDDEN for what only an administrator may change,
   * REAUTHENTICATION_REQUIRED for a changed e-mail or role, TOO_MANY_REQUESTS for too many changes of e-mails, CONFLICT
   * for a name that is taken, for another user's e-mail that is taken, and for the last administrator
   */
  async update(caller: Caller, id: string, body: UpdateUser): Promise<UserView> {
    const admin = caller.role === 'admin';
    if (!admin && caller.id !== id) throw new AppError('NOT_FOUND');
    if (!admin) await this.refuse(caller, onlyForAdministrators(body));
    const mailed = await this.admitEmail(caller, id, body);
    const work = (tx: Tx) => this.change(tx, caller, id, body, mailed);
    const { view, changes } = await (admin ? this.db.asAdmin(caller.id, work) : this.db.asUser(id, work));
    await this.settle(id, changes);
    return view;
  }

  /** Deletes a user with everything that is theirs. @throws AppError NOT_FOUND, CONFLICT for the last administrator */
  async delete(admin: Caller, id: string): Promise<void> {
    await this.db.asAdmin(admin.id, async (tx) => {
      if (!(await this.users.findForUpdate(tx, id))) throw new AppError('NOT_FOUND');
      // First, since an administrator who deletes themselves has no rights afterwards.
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
    mailed: boolean,
  ): Promise<{ view: UserView; changes: UserChanges }> {
    const before = await this.users.findForUpdate(tx, id);
    if (!before) throw new AppError('NOT_FOUND');
    const own = caller.id === id;
    const wanted = own ? newAddress(before, body) : null;
    const changes = changesOf(before, wanted === null ? body : withoutEmail(body));
    // For every user: with the e-mail changed, a reset link would reach the person at an unattended screen.
    if (wanted !== null || needsProof(changes)) assertRecentProof(caller, this.clock.now());
    if (own && body.email !== undefined) await this.emails.forget(tx);
    if (wanted !== null) await this.emails.request(tx, before.email, wanted, mailed);
    if (Object.keys(changes).length > 0) await this.apply(tx, before, changes);
    const shown = own ? await this.users.findShown(tx, id) : null;
    return { view: toUserView(shown ?? { ...before, ...changes }), changes };
  }

  private async apply(tx: Tx, before: User, changes: UserChanges): Promise<void> {
    const { id } = before;
    const disabled = changes.isActive === false;
    const ended = disabled ? await this.standing.endLoginSessions(tx, id, 'disabled') : [];
    await this.users.update(tx, id, changes);
    await this.tellEnded(tx, id, ended);
    if (changes.email !== undefined) await this.mailOf(tx, before, changes.email);
    for (const entry of entriesOf(before, changes, ended.length)) {
      await this.audit.append(tx, { ...entry, subjectId: id });
    }
  }

  /** Before anything is done for it: may this e-mail be changed? Returns whether a confirmation goes to the new one. */
  private async admitEmail(caller: Caller, id: string, body: UpdateUser): Promise<boolean> {
    if (body.email === undefined) return false;
    const own = caller.id === id;
    const find = (tx: Tx) => this.users.findShown(tx, id);
    const before = await (own ? this.db.asUser(id, find) : this.db.asAdmin(caller.id, find));
    // A missing user is reported later; an unchanged address costs nothing.
    if (!before || before.email === body.email) return false;
    assertRecentProof(caller, this.clock.now());
    await this.limits.spend(own ? 'email_change' : 'email_of_others', caller.id);
    return own && body.email !== null && this.emails.mayMail(body.email);
  }

  /** To the old and the new address, so that everyone affected is told. */
  private async mailOf(tx: Tx, { id: userId, email: before }: User, after: string | null): Promise<void> {
    const params: Record<string, string> = after === null ? {} : { email: after };
    for (const recipient of new Set([before, after])) {
      if (recipient !== null) await this.mails.enqueue(tx, { userId, kind: 'email_changed', recipient, params });
    }
  }

  /** What follows in the user's own name: an administrator sees no login sessions of others. */
  private async settle(id: string, changes: UserChanges): Promise<void> {
    if (changes.role === undefined) return;
    // Open streams end, so that what they go on with is what the new role may see.
    await this.db.asUser(id, async (tx) => this.tellEnded(tx, id, await this.standing.findLoginSessions(tx)));
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
