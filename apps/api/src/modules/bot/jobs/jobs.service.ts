import { Injectable } from '@nestjs/common';
import { type Job, type JobChanges, type JobList, type JobListQuery, type Message, say } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { decodeDatedCursor, page } from '../../../platform/http/cursor.ts';
import { EventsService } from '../../activity/index.ts';
import { DailyStatsRepository } from '../../stats/index.ts';
import { TurnsService } from '../work/turns.service.ts';
import { JobLog } from './job-log.ts';
import { JobOwners } from './job-owners.ts';
import { JobViews } from './job-views.ts';
import { FILTERED, JobsRepository } from './jobs.repository.ts';

@Injectable()
export class JobsService {
  constructor(
    private readonly db: Database,
    private readonly jobs: JobsRepository,
    private readonly views: JobViews,
    private readonly turns: TurnsService,
    private readonly owners: JobOwners,
    private readonly log: JobLog,
    private readonly stats: DailyStatsRepository,
    private readonly clock: Clock,
    events: EventsService,
  ) {
    events.loadWith('job', (userId, id) => this.db.asUser(userId, (tx) => this.views.find(tx, id)));
  }

  async list(caller: Caller, { limit, cursor, ...filter }: JobListQuery): Promise<JobList> {
    const last = cursor ? decodeDatedCursor(cursor) : null;
    const after = last && { createdAt: last.at, id: last.id };
    const userId = filter.user_id ?? caller.id;
    if (userId !== caller.id && caller.role !== 'admin') throw new AppError('NOT_FOUND');
    const jobs = await this.db.asUser(userId, (tx) =>
      this.views.page(tx, { accountId: filter.account_id, state: filter.state }, limit + 1, after),
    );
    return page(
      jobs,
      limit,
      ({ view }) => view,
      ({ row }) => [row.createdAt.toISOString(), row.id],
    );
  }

  /** @throws AppError NOT_FOUND */
  read(caller: Caller, id: string): Promise<Job> {
    return this.db.asUser(caller.id, (tx) => this.views.get(tx, id));
  }

  /** Ends a job for good; what is under way at this moment is still recorded. @throws AppError NOT_FOUND, CONFLICT */
  cancel(caller: Caller, id: string): Promise<Job> {
    const by = { owner: say('job.cancelled'), administrator: say('job.cancelled_by_administrator') };
    return this.steerAny(caller, id, 'cancelled', by, (tx) => this.jobs.cancel(tx, id, this.clock.now()));
  }

  /** @throws AppError NOT_FOUND, CONFLICT */
  pause(caller: Caller, id: string): Promise<Job> {
    const by = { owner: say('job.paused'), administrator: say('job.paused_by_administrator') };
    return this.steerAny(caller, id, 'paused', by, (tx) =>
      this.jobs.move(tx, id, ['queued', 'running', 'waiting'], 'paused'),
    );
  }

  /** @throws AppError NOT_FOUND, CONFLICT */
  resume(caller: Caller, id: string): Promise<Job> {
    return this.steer(caller.id, id, 'resumed', say('job.resumed'), (tx) =>
      this.jobs.move(tx, id, ['paused'], 'queued'),
    );
  }

  /**
   * The amount, and the filters of what has not run: its source is read anew.
   * @throws AppError NOT_FOUND; CONFLICT for a job that has ended, and for an amount below what has run
   */
  change(caller: Caller, id: string, { amount, filters }: JobChanges): Promise<Job> {
    return this.withTurn(caller.id, id, async (tx, before) => {
      if (amount !== undefined && !(await this.jobs.setAmount(tx, id, amount))) {
        const ended = before.finished_at !== null;
        const raised = before.state === 'planned' && amount > before.amount;
        const what = ended
          ? `This job is ${before.state}; it cannot be changed.`
          : raised
            ? 'The amount of a plan can only be lowered.'
            : 'More actions than that have run already, or may have.';
        throw new AppError('CONFLICT', { what });
      }
      if (filters) await this.stats.uncountSkipped(tx, id, FILTERED);
      if (filters && !(await this.jobs.setFilters(tx, id, filters))) {
        throw new AppError('CONFLICT', { what: `This job is ${before.state}; it cannot be changed.` });
      }
      // A plan that is made anew has turns from now on.
      if (filters) await this.turns.ask(tx, before.account_id, this.clock.now());
      await this.log.tell(
        tx,
        { id, accountId: before.account_id },
        'job_changed',
        say('job.changed', { amount: amount ?? before.amount }),
      );
    });
  }

  /** Administrators may stop what others' jobs do; that is audited, and its owner is told. */
  private async steerAny(
    caller: Caller,
    id: string,
    word: 'paused' | 'cancelled',
    by: { owner: Message; administrator: Message },
    move: (tx: Tx) => Promise<boolean>,
  ): Promise<Job> {
    const owner = await this.owners.of(caller, id);
    if (owner === caller.id) return this.steer(owner, id, word, by.owner, move);
    return this.steer(owner, id, word, by.administrator, async (tx) => {
      if (!(await move(tx))) return false;
      await this.owners.note(tx, caller, `job_${word}`, { job_id: id });
      return true;
    });
  }

  private steer(
    userId: string,
    id: string,
    word: string,
    message: Message,
    move: (tx: Tx) => Promise<boolean>,
  ): Promise<Job> {
    return this.withTurn(userId, id, async (tx, before) => {
      if (!(await move(tx)))
        throw new AppError('CONFLICT', { what: `This job is ${before.state}; it cannot be ${word}.` });
      await this.log.tell(tx, { id, accountId: before.account_id }, `job_${word}`, message);
    });
  }

  private withTurn(userId: string, id: string, work: (tx: Tx, before: Job) => Promise<void>): Promise<Job> {
    return this.db.asUser(userId, async (tx) => {
      const before = await this.views.get(tx, id);
      // Locks the account before its jobs, as the worker does: the other order would deadlock.
      await this.turns.ask(tx, before.account_id, this.clock.now());
      await work(tx, before);
      return this.views.get(tx, id);
    });
  }
}
