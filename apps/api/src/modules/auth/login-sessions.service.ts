import { Injectable } from '@nestjs/common';
import type { EndedSessions, LoginSession, LoginSessionList, LoginSessionsQuery } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { decodeCursor, page } from '../../platform/http/cursor.ts';
import { EventsService } from '../activity/index.ts';
import { AuditService } from '../audit/index.ts';
import { MailsService } from '../mails/index.ts';
import { UsersService } from '../users/index.ts';
import { deviceWords } from './device-words.ts';
import type { Device } from './device.ts';
import { type EndReason, type LoginSessionRow, LoginSessionsRepository } from './login-sessions.repository.ts';

const MICROSECONDS = /^\d{1,16}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const toView =
  (currentId: string) =>
  (row: LoginSessionRow): LoginSession => ({
    id: row.id,
    current: row.id === currentId,
    device: deviceWords(row.user_agent),
    address: row.address,
    method: row.method,
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  });

/** Where people are signed in, and the ends of it. Open event streams end with their login session. */
@Injectable()
export class LoginSessionsService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly sessions: LoginSessionsRepository,
    private readonly events: EventsService,
    private readonly mails: MailsService,
    private readonly audit: AuditService,
  ) {}

  /** The caller's own live sessions, latest use first. */
  async list(caller: Caller, { limit, cursor }: LoginSessionsQuery): Promise<LoginSessionList> {
    const [used = '', id = ''] = cursor ? decodeCursor(cursor, [MICROSECONDS, UUID]) : [];
    const rows = await this.db.asUser(caller.id, (tx) =>
      this.sessions.findPage(tx, limit + 1, cursor ? [used, id] : null),
    );
    return page(rows, limit, toView(caller.sessionId), (row) => [row.used_us, row.id]);
  }

  /** Ends one of the caller's own sessions, including the current one. @throws AppError NOT_FOUND */
  async end(caller: Caller, id: string): Promise<void> {
    await this.db.asUser(caller.id, async (tx) => {
      if (!(await this.sessions.end(tx, id, 'ended_by_owner'))) throw new AppError('NOT_FOUND');
      await this.tell(tx, [id]);
      await this.audit.append(tx, { action: 'sessions_ended', subjectId: caller.id, details: { ended: 1 } });
    });
  }

  /** Ends all of the caller's own sessions but the current one. */
  async endOthers(caller: Caller): Promise<EndedSessions> {
    return this.db.asUser(caller.id, async (tx) => {
      const ended = await this.endOthersOf(tx, caller.sessionId, 'ended_by_owner');
      await this.audit.append(tx, { action: 'sessions_ended', subjectId: caller.id, details: { ended } });
      return { success: true, ended };
    });
  }

  /** Ends all sessions of any user, by an administrator; the user is told by mail. @throws AppError NOT_FOUND */
  async endAllOf(admin: Caller, userId: string): Promise<EndedSessions> {
    return this.db.asAdmin(admin.id, async (tx) => {
      const { email } = await this.users.view(tx, userId);
      const ended = await this.sessions.endAllOf(tx, userId, 'ended_by_admin');
      await this.tell(tx, ended, userId);
      if (email !== null && ended.length > 0) {
        await this.mails.enqueue(tx, { userId, kind: 'sessions_ended', recipient: email });
      }
      await this.audit.append(tx, {
        action: 'sessions_ended',
        subjectId: userId,
        details: { ended: ended.length },
      });
      return { success: true, ended: ended.length };
    });
  }

  /** With the commit of `tx`, all of its user but one, or (null) all; returns how many. */
  async endOthersOf(tx: Tx, keepSessionId: string | null, reason: EndReason): Promise<number> {
    return this.tell(tx, await this.sessions.endOthers(tx, keepSessionId, reason));
  }

  /** With the commit of `tx`, all of its user but one that began on this device a moment ago; returns how many. */
  async endAllButLatestOf(tx: Tx, device: Device, reason: EndReason): Promise<number> {
    return this.tell(tx, await this.sessions.endAllButLatestOf(tx, device, reason));
  }

  private async tell(tx: Tx, ended: readonly string[], userId = tx.userId): Promise<number> {
    const changes = ended.map((id) => ['session', id] as const);
    if (changes.length > 0) await this.events.publishAll(tx, changes, userId);
    return ended.length;
  }
}
