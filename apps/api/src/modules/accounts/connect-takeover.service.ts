import { Injectable } from '@nestjs/common';
import { say } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { type Change, EventsService } from '../activity/index.ts';
import { MailsService } from '../mails/index.ts';
import { type EndedConnection, TakeoversRepository } from './connect-takeover.repository.ts';

/** An Instagram account is connected by one user: the last to prove it has it, and the one before is told. */
@Injectable()
export class Takeovers {
  constructor(
    private readonly db: Database,
    private readonly takeovers: TakeoversRepository,
    private readonly events: EventsService,
    private readonly mails: MailsService,
  ) {}

  /** Ends other users' connections to the account, in the transaction that connects it. */
  async takeOver(tx: Tx, account: { instagramPk: string; instagramUsername: string }): Promise<EndedConnection[]> {
    const error = new AppError('ACCOUNT_TAKEN_OVER');
    const ended = await this.takeovers.end(tx, account.instagramPk, {
      code: error.entry.code,
      note: say('account.lost_to_takeover', { account: account.instagramUsername }),
    });
    for (const one of ended) {
      const jobs = one.job_ids.map((id): Change => ['job', id]);
      const changes: Change[] = [['bot', one.account_id], ['activity', one.activity_id], ...jobs];
      await this.events.publishAll(tx, changes, one.user_id);
    }
    return ended;
  }

  /** Tells the earlier owners by mail, after the commit; a user without an address reads it on the screen. */
  async mail(ended: readonly EndedConnection[], instagramUsername: string): Promise<void> {
    for (const { user_id: userId } of ended) {
      await this.db.asUser(userId, async (tx) => {
        const recipient = await this.takeovers.findAddress(tx);
        if (!recipient) return;
        const params = { account: instagramUsername };
        await this.mails.enqueue(tx, { userId, kind: 'account_taken_over', recipient, params });
      });
    }
  }
}
