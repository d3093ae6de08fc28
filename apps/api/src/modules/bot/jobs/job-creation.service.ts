import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CreateJob, type Job, say } from '@pacekeeper/contracts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { correlationId } from '../../../platform/logging/context.ts';
import { type AccountRow, AccountsService } from '../../accounts/index.ts';
import { QuotasService } from '../../quotas/index.ts';
import { BotsService } from '../bots.service.ts';
import { TurnsService } from '../work/turns.service.ts';
import { JobLog } from './job-log.ts';
import { JobParams } from './job-params.ts';
import { JobViews } from './job-views.ts';
import { JobsRepository } from './jobs.repository.ts';
import { OwnFollowing } from './own-following.ts';

/** The body of a job, whatever its source and action. */
export type NewJob = Pick<CreateJob, 'amount' | 'filters' | 'account_id' | 'dry_run' | 'start'> & {
  readonly action: string;
  readonly source: string;
  readonly [param: string]: unknown;
};

/** From a request to a job. */
@Injectable()
export class JobCreation {
  constructor(
    private readonly db: Database,
    private readonly jobs: JobsRepository,
    private readonly views: JobViews,
    private readonly params: JobParams,
    private readonly accounts: AccountsService,
    private readonly bots: BotsService,
    private readonly following: OwnFollowing,
    private readonly quotas: QuotasService,
    private readonly turns: TurnsService,
    private readonly log: JobLog,
  ) {}

  /**
   * Takes a job: its row and the account's turn in one transaction, and with `start` the start of the bot.
   * @throws AppError the first of ACCOUNT_REQUIRED or NOT_FOUND, SESSION_INVALID, NOT_SUPPORTED_BY_PROVIDER,
   * BOT_NOT_RUNNING, QUOTA_EXCEEDED; CONFIRMATION_REQUIRED
   */
  async create(caller: Caller, body: NewJob): Promise<Job> {
    if (body.start && !body.dry_run) await this.bots.beforeStart(caller.id, body.account_id);
    await this.confirm(caller, body);
    return this.db.asUser(caller.id, async (tx) => this.views.get(tx, await this.createWithin(tx, body)));
  }

  /**
   * As `create`, in a transaction of the user; of what is asked of Instagram first, nothing is asked. Returns the job's id.
   * @throws AppError as `create`, before anything was written
   */
  async createWithin(tx: Tx, body: NewJob): Promise<string> {
    const plans = body.dry_run === true || (await this.jobs.needsApproval(tx));
    const account = await this.ready(tx, body, plans);
    if (!plans) await this.quotas.assertLeft(tx, tx.userId, this.params.spends(body.action));
    const { params, about: of } = await this.params.of(tx, body);
    if (!plans && !account.bot_running) await this.bots.startWithin(tx, account);
    const id = randomUUID();
    await this.jobs.create(tx, {
      id,
      accountId: account.id,
      action: body.action,
      source: body.source,
      params,
      filters: body.filters ?? { skip_private: false, skip_verified: false },
      amount: body.amount,
      state: plans ? 'planning' : 'queued',
      correlationId: correlationId() ?? null,
    });
    await this.turns.askNow(tx, account.id);
    const said = { action: body.action, amount: body.amount, source: body.source, of };
    await this.log.tell(tx, { id, accountId: account.id }, 'job_created', say('job.created', said));
    return id;
  }

  /** The account, if it can do this and its bot runs or is about to; for a plan it need not. */
  private async ready(tx: Tx, { account_id: id, action, start }: NewJob, plans = false): Promise<AccountRow> {
    const account = await this.accounts.choose(tx, id);
    if (!account?.session_valid) throw new AppError('SESSION_INVALID');
    this.accounts.assertSupports(account, this.params.spends(action));
    if (!plans && !account.bot_running && !start) throw new AppError('BOT_NOT_RUNNING');
    return account;
  }

  /** Unfollowing from all accounts that the account follows needs their present number. */
  private async confirm(caller: Caller, body: NewJob): Promise<void> {
    if (body.action !== 'unfollow' || body.source !== 'own_following') return;
    const account = await this.db.asUser(caller.id, async (tx) => {
      const found = await this.ready(tx, body, body.dry_run === true || (await this.jobs.needsApproval(tx)));
      if (!body.dry_run) await this.quotas.assertLeft(tx, caller.id, this.params.spends(body.action));
      return found;
    });
    const count = await this.following.count(caller.id, account);
    if (body['confirm_count'] === count) return;
    const details = [{ path: 'confirm_count', message: `must be ${count}` }];
    throw new AppError('CONFIRMATION_REQUIRED', { count }, { details });
  }
}
