import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CreateJob, type Job, type JobList, type JobListQuery, type Message, say } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { decodeCursor, page } from '../../../platform/http/cursor.ts';
import { correlationId } from '../../../platform/logging/context.ts';
import { AccountsService } from '../../accounts/index.ts';
import { ActivityService, EventsService } from '../../activity/index.ts';
import { QuotasService } from '../../quotas/index.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { Kinds } from '../kinds.ts';
import { TurnsService } from '../work/turns.service.ts';
import { JobViews } from './job-views.ts';
import { JobsRepository } from './jobs.repository.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What a body says of its source and its action, as the job keeps it. */
const pick = (body: Readonly<Record<string, unknown>>, shape: object): Record<string, unknown> =>
  Object.fromEntries(Object.keys(shape).flatMap((key) => (body[key] === undefined ? [] : [[key, body[key]]])));

/** The body of a job, whatever its source and action. */
type NewJob = Pick<CreateJob, 'amount' | 'filters' | 'account_id'> & {
  readonly action: string;
  readonly source: string;
  readonly [param: string]: unknown;
};

@Injectable()
export class JobsService {
  constructor(
    private readonly db: Database,
    private readonly jobs: JobsRepository,
    private readonly views: JobViews,
    private readonly kinds: Kinds,
    private readonly accounts: AccountsService,
    private readonly quotas: QuotasService,
    private readonly turns: TurnsService,
    private readonly fleet: FleetService,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {
    events.loadWith('job', (userId, id) => this.find(userId, id));
  }

  /**
   * Takes a job: its row and the account's turn in one transaction.
   * @throws AppError the first of ACCOUNT_REQUIRED or NOT_FOUND, SESSION_INVALID, BOT_NOT_RUNNING, QUOTA_EXCEEDED
   */
  create(caller: Caller, body: NewJob): Promise<Job> {
    return this.db.asUser(caller.id, async (tx) => {
      const account = await this.accounts.choose(tx, body.account_id);
      if (!account?.session_valid) throw new AppError('SESSION_INVALID');
      if (!account.bot_running) throw new AppError('BOT_NOT_RUNNING');
      const action = this.kinds.action(body.action).entry;
      const source = this.kinds.source(body.source).entry;
      const params = pick(body, { ...source.params.shape, ...action.options.shape });
      await this.quotas.assertLeft(tx, caller.id, action.spends);
      const id = randomUUID();
      await this.jobs.create(tx, {
        id,
        accountId: account.id,
        action: body.action,
        source: body.source,
        params,
        filters: body.filters ?? { skip_private: false, skip_verified: false },
        amount: body.amount,
        correlationId: correlationId() ?? null,
      });
      await this.turns.ask(tx, account.id, this.clock.now());
      const of = source.about(source.params.parse(params));
      const said = { action: body.action, amount: body.amount, source: body.source, of };
      await this.tell(tx, account.id, id, 'job_created', say('job.created', said));
      return this.get(tx, id);
    });
  }

  async list(caller: Caller, { limit, cursor, ...filter }: JobListQuery): Promise<JobList> {
    const keys = cursor ? decodeCursor(cursor, [INSTANT, UUID]) : null;
    const after = keys ? { createdAt: new Date(keys[0] ?? ''), id: keys[1] ?? '' } : null;
    const [rows, fleet, clocks] = await this.db.asUser(caller.id, async (tx) => {
      const found = await this.jobs.findPage(
        tx,
        { accountId: filter.account_id, state: filter.state },
        limit + 1,
        after,
      );
      return [found, await this.fleet.paused(tx), await this.views.clocks(tx, found)] as const;
    });
    return page(
      rows,
      limit,
      (job) => this.views.of(job, fleet, clocks.get(job.id) ?? null),
      (job) => [job.createdAt.toISOString(), job.id],
    );
  }

  /** @throws AppError NOT_FOUND */
  read(caller: Caller, id: string): Promise<Job> {
    return this.db.asUser(caller.id, (tx) => this.get(tx, id));
  }

  /** Ends a job for good; what is under way at this moment is still recorded. @throws AppError NOT_FOUND, CONFLICT */
  cancel(caller: Caller, id: string): Promise<Job> {
    return this.change(caller, id, 'cancelled', say('job.cancelled'), (tx) =>
      this.jobs.cancel(tx, id, this.clock.now()),
    );
  }

  /** @throws AppError NOT_FOUND, CONFLICT */
  pause(caller: Caller, id: string): Promise<Job> {
    return this.change(caller, id, 'paused', say('job.paused'), (tx) =>
      this.jobs.move(tx, id, ['queued', 'running', 'waiting'], 'paused'),
    );
  }

  /** @throws AppError NOT_FOUND, CONFLICT */
  resume(caller: Caller, id: string): Promise<Job> {
    return this.change(caller, id, 'resumed', say('job.resumed'), (tx) => this.jobs.move(tx, id, ['paused'], 'queued'));
  }

  private change(
    caller: Caller,
    id: string,
    word: string,
    message: Message,
    move: (tx: Tx) => Promise<boolean>,
  ): Promise<Job> {
    return this.db.asUser(caller.id, async (tx) => {
      const before = await this.get(tx, id);
      // Locks the account before its jobs, as the worker does: the other order would deadlock.
      await this.turns.ask(tx, before.account_id, this.clock.now());
      if (!(await move(tx)))
        throw new AppError('CONFLICT', { what: `This job is ${before.state}; it cannot be ${word}.` });
      await this.tell(tx, before.account_id, id, `job_${word}`, message);
      return this.get(tx, id);
    });
  }

  private async tell(tx: Tx, accountId: string, jobId: string, action: string, message: Message): Promise<void> {
    await this.activity.append(tx, { action, status: 'info', message, accountId, jobId });
    await this.events.publish(tx, 'job', jobId);
  }

  private find(userId: string, id: string): Promise<Job | null> {
    return this.db.asUser(userId, (tx) => this.load(tx, id));
  }

  private async get(tx: Tx, id: string): Promise<Job> {
    const job = await this.load(tx, id);
    if (!job) throw new AppError('NOT_FOUND');
    return job;
  }

  private async load(tx: Tx, id: string): Promise<Job | null> {
    const [job, fleet] = await Promise.all([this.jobs.findById(tx, id), this.fleet.paused(tx)]);
    if (!job) return null;
    const clocks = await this.views.clocks(tx, [job]);
    return this.views.of(job, fleet, clocks.get(id) ?? null);
  }
}
