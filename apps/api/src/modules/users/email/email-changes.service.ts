import { Inject, Injectable } from '@nestjs/common';
import type { ConfirmEmail } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { readLinkToken } from '../../../platform/crypto/link-token.ts';
import { Database } from '../../../platform/database/database.ts';
import { RateLimits } from '../../../platform/database/rate-limits.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { AuditService } from '../../audit/index.ts';
import { MailsService } from '../../mails/index.ts';
import { nameKey } from '../name-key.ts';
import { UsersRepository } from '../users.repository.ts';
import { EmailChangesRepository } from './email-changes.repository.ts';

/** How long a wish is kept whose mail cannot be sent. */
const KEPT_MS = 24 * 60 * 60 * 1_000;
/** Confirmations sent to one address an hour, no matter who asks. */
const MOST_TO_ADDRESS = 5;
const HOUR_SECONDS = 60 * 60;

/** A user's own new address: it takes effect once the link in the mail to it was opened. */
@Injectable()
export class EmailChanges {
  private readonly limits: RateLimits;

  constructor(
    private readonly db: Database,
    private readonly changes: EmailChangesRepository,
    private readonly users: UsersRepository,
    private readonly mails: MailsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.limits = new RateLimits(db, config);
  }

  /** False if too much went to this address already: then nothing more is sent, and the caller is not told. */
  async mayMail(email: string): Promise<boolean> {
    return (await this.limits.take('email_to', nameKey(email), MOST_TO_ADDRESS, HOUR_SECONDS, true)).allowed;
  }

  /** For the transaction's own user, whose address was `before`. The same whether `email` is taken or not. */
  async request(tx: Tx, before: string | null, email: string, mailed: boolean): Promise<void> {
    const requestedAt = this.clock.now();
    const expiresAt = new Date(requestedAt.getTime() + KEPT_MS);
    await this.changes.keep(tx, { email, emailKey: nameKey(email), requestedAt, expiresAt });
    if (mailed) await this.mails.enqueue(tx, { userId: tx.userId, kind: 'email_confirmation', recipient: email });
    if (before !== null) {
      const params = { email };
      await this.mails.enqueue(tx, { userId: tx.userId, kind: 'email_change_requested', recipient: before, params });
    }
    await this.audit.append(tx, { action: 'email_change_requested', subjectId: tx.userId });
  }

  /** The transaction's own user wants no other address any more. */
  forget(tx: Tx): Promise<void> {
    return this.changes.forget(tx);
  }

  /** Makes the address that the link was sent to the user's. @throws AppError EMAIL_LINK_INVALID */
  async confirm({ token: text }: ConfirmEmail): Promise<void> {
    const token = readLinkToken(text);
    if (!token) throw new AppError('EMAIL_LINK_INVALID');
    await this.db.asUser(token.userId, async (tx) => {
      const user = await this.users.findForUpdate(tx, tx.userId);
      const change = user?.isActive ? await this.changes.take(tx, token, this.clock.now()) : null;
      if (!user || !change) throw new AppError('EMAIL_LINK_INVALID');
      const { email, email_key: emailKey } = change;
      if (!(await this.users.setEmail(tx, tx.userId, email, emailKey))) throw new AppError('EMAIL_LINK_INVALID');
      for (const recipient of new Set([user.email, email])) {
        if (recipient === null) continue;
        await this.mails.enqueue(tx, { userId: tx.userId, kind: 'email_changed', recipient, params: { email } });
      }
      await this.audit.append(tx, { action: 'email_changed', subjectId: tx.userId, details: { removed: false } });
    });
  }
}
