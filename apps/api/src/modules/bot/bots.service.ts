import { Injectable } from '@nestjs/common';
import { type Bot, say } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { type AccountRow, AccountsService, SessionTests } from '../accounts/index.ts';
import { ActivityService, EventsService } from '../activity/index.ts';
import { NO_BOT } from './bot.mapper.ts';
import { BotViews } from './bot-views.ts';
import { BotsRepository } from './bots.repository.ts';
import { OpenJobsRepository } from './work/open-jobs.repository.ts';
import { TurnsService } from './work/turns.service.ts';

@Injectable()
export class BotsService {
  constructor(
    private readonly db: Database,
    private readonly bots: BotsRepository,
    private readonly jobs: OpenJobsRepository,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionTests,
    private readonly turns: TurnsService,
    private readonly views: BotViews,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {
    events.loadWith('bot', (userId, id) => this.find(userId, id));
  }

  /** @throws AppError NOT_FOUND, ACCOUNT_REQUIRED */
  status(caller: Caller, accountId: string | undefined): Promise<Bot> {
    return this.db.asUser(caller.id, async (tx) => {
      const account = await this.accounts.choose(tx, accountId);
      return account ? this.views.of(tx, account) : NO_BOT;
    });
  }

  /** @throws AppError NOT_FOUND, ACCOUNT_REQUIRED, SESSION_INVALID, and what else ended the session */
  async start(caller: Caller, accountId: string | undefined): Promise<Bot> {
    await this.beforeStart(caller.id, accountId);
    return this.db.asUser(caller.id, async (tx) => {
      const account = await this.accounts.choose(tx, accountId);
      if (!account) throw new AppError('SESSION_INVALID');
      await this.startWithin(tx, account);
      return this.views.of(tx, account);
    });
  }

  /** What is asked of Instagram before a start, outside of its transaction. @throws AppError what ended the session */
  beforeStart(userId: string, accountId: string | undefined): Promise<void> {
    return this.sessions.beforeStart(userId, accountId);
  }

  /** Starts the bot with the commit of `tx`. @throws AppError SESSION_INVALID */
  async startWithin(tx: Tx, account: AccountRow): Promise<void> {
    const now = this.clock.now();
    if (!(await this.bots.start(tx, account.id, now))) throw new AppError('SESSION_INVALID');
    await this.tellJobs(tx, await this.jobs.queueAll(tx, account.id));
    await this.turns.ask(tx, account.id, now);
    if (!account.bot_running) await this.tell(tx, account, 'bot_started', 'bot.started');
  }

  /** @throws AppError NOT_FOUND, ACCOUNT_REQUIRED, SESSION_INVALID for a user without an account */
  stop(caller: Caller, accountId: string | undefined): Promise<Bot> {
    return this.db.asUser(caller.id, async (tx) => {
      const account = await this.accounts.choose(tx, accountId);
      if (!account) throw new AppError('SESSION_INVALID');
      await this.bots.stop(tx, account.id);
      await this.tellJobs(tx, await this.jobs.holdAll(tx, account.id, say('bot_stopped', { because: 'person' }), null));
      if (account.bot_running) await this.tell(tx, account, 'bot_stopped', 'bot.stopped');
      return this.views.of(tx, account);
    });
  }

  private tellJobs(tx: Tx, ids: readonly string[]): Promise<void> {
    return this.events.publishAll(
      tx,
      ids.map((id) => ['job', id]),
    );
  }

  private async tell(
    tx: Tx,
    account: AccountRow,
    action: string,
    symbol: 'bot.started' | 'bot.stopped',
  ): Promise<void> {
    const message = say(symbol, { account: account.instagram_username });
    await this.activity.append(tx, { action, status: 'info', message, accountId: account.id });
    await this.events.publish(tx, 'bot', account.id);
  }

  private async find(userId: string, accountId: string): Promise<Bot | null> {
    try {
      return await this.db.asUser(userId, async (tx) => {
        const account = await this.accounts.choose(tx, accountId);
        return account && this.views.of(tx, account);
      });
    } catch (error) {
      if (error instanceof AppError && error.symbol === 'NOT_FOUND') return null;
      throw error;
    }
  }
}
