import { Injectable } from '@nestjs/common';
import { type ExportedSession, say } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { ActivityService } from '../activity/index.ts';
import { AuditService } from '../audit/index.ts';
import { InstagramGateway } from '../instagram/index.ts';
import { MailsService } from '../mails/index.ts';
import { UserLimits } from '../users/index.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';
import { SessionExportsRepository } from './session-exports.repository.ts';

/** The owner of an account takes its session out, to move to another installation without a new sign-in. */
@Injectable()
export class SessionExports {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly sessions: AccountsService,
    private readonly exports: SessionExportsRepository,
    private readonly instagram: InstagramGateway,
    private readonly activity: ActivityService,
    private readonly mails: MailsService,
    private readonly limits: UserLimits,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError NOT_FOUND for another user's, CONFLICT without a second factor, SESSION_INVALID,
   *   SESSION_UNREADABLE, SEALING_KEY_MISSING, TOO_MANY_REQUESTS
   */
  async export(userId: string, accountId: string): Promise<ExportedSession> {
    await this.limits.spend('session_export', userId);
    return this.db.asUser(userId, async (tx) => {
      const account = await this.accounts.findById(tx, accountId);
      if (!account) throw new AppError('NOT_FOUND');
      const exporter = await this.exports.findExporter(tx);
      if (exporter?.has_second_factor !== true) {
        throw new AppError('CONFLICT', {
          what: 'Exporting a session needs a second factor: add one in your profile first.',
        });
      }
      if (!account.session_valid) throw new AppError('SESSION_INVALID');
      const { state } = await this.sessions.openSession(tx, accountId, { purpose: 'export', actorId: userId });
      const { byPassword } = this.instagram;
      if (account.provider !== byPassword.name) throw new AppError('NOT_SUPPORTED_BY_PROVIDER');
      const { instagram_username: username, instagram_pk: pk } = account;
      const session = byPassword.exportSession(state, { username, pk, at: this.clock.now() });
      await this.activity.append(tx, {
        action: 'session_exported',
        status: 'warning',
        message: say('session.exported', { account: username }),
        accountId,
      });
      if (exporter.email) {
        const params = { account: username };
        await this.mails.enqueue(tx, { userId, kind: 'session_exported', recipient: exporter.email, params });
      }
      await this.audit.append(tx, {
        action: 'session_exported',
        subjectId: userId,
        details: { account_id: accountId },
      });
      return { success: true, file_name: `pacekeeper-session-${username}.json`, session };
    });
  }
}
