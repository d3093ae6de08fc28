import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { newLinkToken } from '../../../platform/crypto/link-token.ts';
import { Database } from '../../../platform/database/database.ts';
import { RateLimits } from '../../../platform/database/rate-limits.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type MailParams, MailsService, type WaitingMail } from '../../mails/index.ts';
import { nameKey } from '../name-key.ts';
import { UsersRepository } from '../users.repository.ts';
import { EmailChangesRepository } from './email-changes.repository.ts';

const HOUR_SECONDS = 60 * 60;
const VALID_MS = 2 * HOUR_SECONDS * 1_000;
/** How often a user is told that others asked for their address, a day. */
const MOST_TOLD = 2;

/**
 * Makes the link that confirms an address when its mail is sent. Only now is it checked whether another user has the
 * address: that user gets a different mail, and the requester no link, after the same answer in the same time.
 */
@Injectable()
export class EmailLinks implements OnModuleInit {
  private readonly limits: RateLimits;

  constructor(
    private readonly db: Database,
    private readonly mails: MailsService,
    private readonly users: UsersRepository,
    private readonly changes: EmailChangesRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.limits = new RateLimits(db, config);
  }

  onModuleInit(): void {
    this.mails.prepareWith('email_confirmation', (tx, mail) => this.prepare(tx, mail));
  }

  private async prepare(tx: Tx, mail: WaitingMail): Promise<MailParams | null> {
    const emailKey = nameKey(mail.recipient);
    const [found] = await this.db.system<{ id: string }>('auth_find_user', [emailKey]);
    if (found && found.id !== tx.userId) {
      await this.tellOwner(found.id, emailKey);
      return null;
    }
    const now = this.clock.now();
    const id = randomUUID();
    const { text, hash } = newLinkToken(tx.userId, id);
    const expiresAt = new Date(now.getTime() + VALID_MS);
    if (!(await this.changes.putLink(tx, { id, hash, emailKey, expiresAt }, now))) return null;
    // After the #, which browsers do not send.
    return { link: `${this.config.publicUrl}/confirm-email#token=${text}`, valid_for: '2 hours' };
  }

  private async tellOwner(ownerId: string, emailKey: string): Promise<void> {
    const { allowed } = await this.limits.take('email_in_use', ownerId, MOST_TOLD, 24 * HOUR_SECONDS, false);
    if (!allowed) return;
    await this.db.asUser(ownerId, async (tx) => {
      const owner = await this.users.findShown(tx, ownerId);
      if (!owner?.isActive || owner.email === null || nameKey(owner.email) !== emailKey) return;
      await this.mails.enqueue(tx, { userId: ownerId, kind: 'email_in_use', recipient: owner.email });
    });
  }
}
