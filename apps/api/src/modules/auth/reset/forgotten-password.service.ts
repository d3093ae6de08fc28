import { Injectable } from '@nestjs/common';
import type { ForgotPassword } from '@pacekeeper/contracts';
import { Database } from '../../../platform/database/database.ts';
import { AuditService } from '../../audit/index.ts';
import { MailsService } from '../../mails/index.ts';
import { nameKey, UsersService } from '../../users/index.ts';
import { Attempts } from '../proof/attempts.ts';
import { Background } from './background.ts';

/** Links for one account, and for one name as it was typed, within an hour. */
const MOST = 3;
const HOUR_SECONDS = 60 * 60;

/** Asks for a reset link. Nobody learns from the answer, nor from how long it takes, whether there is such a user. */
@Injectable()
export class ForgottenPasswordService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly mails: MailsService,
    private readonly audit: AuditService,
    private readonly attempts: Attempts,
    private readonly background: Background,
  ) {}

  /** Answers before anything is looked up. */
  request({ email, username }: ForgotPassword): { success: true } {
    const name = nameKey(email ?? username ?? '');
    this.background.begin('forgotten password', () => this.sendLink(name));
    return { success: true };
  }

  private async sendLink(name: string): Promise<void> {
    if (!(await this.mayAsk(name))) return;
    const [found] = await this.db.system<{ id: string }>('auth_find_user', [name]);
    if (!found || !(await this.mayAsk(found.id))) return;
    await this.db.asUser(found.id, async (tx) => {
      const { email, is_active } = await this.users.view(tx, found.id);
      const mailed = is_active && email !== null;
      if (mailed) await this.mails.enqueue(tx, { userId: found.id, kind: 'password_reset', recipient: email });
      await this.audit.append(tx, {
        action: 'password_reset_requested',
        outcome: mailed ? 'success' : 'refused',
        actorId: null,
        subjectId: found.id,
        details: mailed ? {} : { reason: is_active ? 'no_email' : 'disabled' },
      });
    });
  }

  private async mayAsk(key: string): Promise<boolean> {
    return (await this.attempts.take('forgot', key, MOST, HOUR_SECONDS)).allowed;
  }
}
