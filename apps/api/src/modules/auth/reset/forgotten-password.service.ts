import { Injectable } from '@nestjs/common';
import type { ForgotPassword } from '@pacekeeper/contracts';
import { Database } from '../../../platform/database/database.ts';
import { addressGroup } from '../../../platform/http/client-address.ts';
import { requestAddress } from '../../../platform/logging/context.ts';
import { AuditService } from '../../audit/index.ts';
import { MailsService } from '../../mails/index.ts';
import { nameKey, UsersService } from '../../users/index.ts';
import { Attempts } from '../proof/attempts.ts';
import { Background } from './background.ts';
import { RESET_SECONDS } from './reset-links.service.ts';

/**
 * Links for one user: from one address, and from all. A window is as long as a link serves and begins with its first, and
 * links do not end each other: while strangers have used up what there is, the person has mail with a link that works.
 */
const MOST_FROM = 3;
const MOST = 5;

/** Asks for a reset link. Neither the answer nor its timing reveals whether the user exists. */
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
    // By the name too, even if it does not exist: the work is the same.
    if (!(await this.mayAskFrom(name))) return;
    const [found] = await this.db.system<{ id: string }>('auth_find_user', [name]);
    if (!found || !(await this.mayAskFrom(found.id)) || !(await this.mayAsk(found.id))) return;
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

  private async mayAskFrom(key: string): Promise<boolean> {
    const from = `${key}\n${addressGroup(requestAddress() ?? '')}`;
    return (await this.attempts.take('reset_from', from, MOST_FROM, RESET_SECONDS)).allowed;
  }

  private async mayAsk(userId: string): Promise<boolean> {
    return (await this.attempts.take('reset_of', userId, MOST, RESET_SECONDS)).allowed;
  }
}
