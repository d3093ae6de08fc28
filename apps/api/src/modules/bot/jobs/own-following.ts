import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { Database } from '../../../platform/database/database.ts';
import { AppError, tooManyRequests } from '../../../platform/errors/app-error.ts';
import { AccountLease, type AccountRow, AccountsService, endsSession, SessionOpener } from '../../accounts/index.ts';
import { readsSince } from '../deciding/reads.ts';
import { ReadsRepository } from '../ledger/reads.repository.ts';

/** Seconds until the account may read again, where its window of reads is full. */
const AGAIN_SECONDS = 60;

/** How many accounts an account follows: asked of Instagram, and counted as a read. */
@Injectable()
export class OwnFollowing {
  constructor(
    private readonly db: Database,
    private readonly lease: AccountLease,
    private readonly opener: SessionOpener,
    private readonly accounts: AccountsService,
    private readonly reads: ReadsRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws AppError what Instagram answers, CONFLICT where the account stays busy, TOO_MANY_REQUESTS */
  count(userId: string, account: AccountRow): Promise<number> {
    this.assertNotPaused(account);
    return this.lease.hold(userId, account.id, async (lease) => {
      const now = this.clock.now();
      const since = readsSince(now, this.config.paceSpeed);
      const taken = await this.db.asUser(
        userId,
        async (tx) => (await this.lease.extend(tx, lease)) && (await this.reads.take(tx, account.id, { now, since })),
      );
      if (!taken) throw tooManyRequests(AGAIN_SECONDS, 'This account has read as much as it may in this hour.');
      const session = await this.opener.attempt(userId, account.id, { purpose: 'test', actorId: userId });
      const answer = await session.profile(account.instagram_pk);
      const changed = await session.changedState();
      await this.db.asUser(userId, async (tx) => {
        if (!(await this.lease.extend(tx, lease))) return;
        if (changed) await this.accounts.storeSession(tx, account.id, changed);
        if (answer.ok || !endsSession(answer.failure.symbol)) return;
        await this.accounts.loseSession(tx, account.id, new AppError(answer.failure.symbol));
      });
      if (!answer.ok) throw new AppError(answer.failure.symbol);
      if (answer.value.following === null) throw new AppError('INSTAGRAM_UNEXPECTED');
      return answer.value.following;
    });
  }

  /** A person's question waits as every job of the account does. */
  private assertNotPaused({ cooldown_until: until }: AccountRow): void {
    const ms = (until?.getTime() ?? 0) - this.clock.now().getTime();
    if (ms > 0) throw tooManyRequests(Math.ceil(ms / 1000), 'Instagram wants this account to wait.');
  }
}
