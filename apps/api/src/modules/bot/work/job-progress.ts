import { Injectable } from '@nestjs/common';
import {
  errorEntry,
  type ErrorSymbol,
  type Message,
  PLAN_HOURS,
  say,
  sayError,
  type WaitMessage,
} from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { ActivityService, EventsService } from '../../activity/index.ts';
import { DailyStatsRepository } from '../../stats/index.ts';
import { retryAfter } from '../deciding/job-trouble.ts';
import { afterPage } from '../deciding/source-end.ts';
import { Kinds } from '../kinds.ts';
import { KnownPeopleRepository } from '../ledger/known-people.repository.ts';
import { LedgerRepository } from '../ledger/ledger.repository.ts';
import { type OpenJobRow, OpenJobsRepository } from './open-jobs.repository.ts';
import type { Write } from './turn-step.ts';

type ShortOf = 'SOURCE_UNREADABLE' | 'SOURCE_EXHAUSTED';

/** How a job ended, by what its source was short of. */
const finished = ({ action, done }: OpenJobRow, symbol: ShortOf | null): Message => {
  if (symbol === null) return say('job.finished', { action, done });
  if (done === 0) return say('job.finished_nobody', { action, error: sayError(symbol) });
  return say(symbol === 'SOURCE_UNREADABLE' ? 'job.finished_unreadable' : 'job.finished_short', { action, done });
};

/** What a turn writes of a job beside its actions: new targets, waiting, trouble, the end. */
@Injectable()
export class JobProgress {
  constructor(
    private readonly jobs: OpenJobsRepository,
    private readonly ledger: LedgerRepository,
    private readonly people: KnownPeopleRepository,
    private readonly kinds: Kinds,
    private readonly stats: DailyStatsRepository,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  /** Adds the targets of a page; false where none of them is new and wanted. */
  async addPage(
    tx: Tx,
    accountId: string,
    { job, page, targets, followers }: Extract<Write, { kind: 'page' }>,
  ): Promise<boolean> {
    const added = await this.ledger.addTargets(tx, { id: job.id, accountId, action: job.action }, targets);
    const before = { cursor: job.source_cursor, pagesRead: job.pages_read, pagesWithoutNew: job.pages_without_new };
    const after = afterPage(before, { newTargets: added.planned + added.skipped, cursor: page.cursor });
    const { skipped } = added;
    await this.jobs.recordPage(tx, job.id, after, { skipped, unreadable: page.unreadable, at: this.clock.now() });
    if (followers) await this.people.remember(tx, accountId, followers, after.exhausted ? this.clock.now() : null);
    await this.tellSkipped(tx, accountId, job.id, { skipped, of: targets.length });
    if (page.unreadable > 0 && page.items.length === 0) {
      const { code } = errorEntry('SOURCE_UNREADABLE');
      await this.activity.append(tx, {
        action: 'source_unreadable',
        status: 'warning',
        message: say('source.unreadable', { unreadable: page.unreadable }),
        errorCode: code,
        accountId,
        jobId: job.id,
      });
    }
    await this.events.publish(tx, 'job', job.id);
    return added.planned > 0;
  }

  /** What people of a source became; false where there is nothing to do for any of them. */
  async addPrepared(
    tx: Tx,
    accountId: string,
    { job, people }: Extract<Write, { kind: 'prepared' }>,
  ): Promise<boolean> {
    const { planned, skipped } = await this.ledger.prepare(tx, job.id, people);
    await this.jobs.recordPrepared(tx, job.id, { skipped, at: this.clock.now() });
    await this.tellSkipped(tx, accountId, job.id, { skipped, of: people.length });
    await this.events.publish(tx, 'job', job.id);
    return planned > 0;
  }

  private async tellSkipped(
    tx: Tx,
    accountId: string,
    jobId: string,
    { skipped, of }: { skipped: number; of: number },
  ): Promise<void> {
    if (skipped === 0) return;
    await this.stats.countSkipped(tx, jobId, skipped, this.clock.now());
    const message = say('targets.skipped', { skipped, of });
    await this.activity.append(tx, { action: 'targets_skipped', status: 'info', message, accountId, jobId });
  }

  async waiting(tx: Tx, jobs: readonly OpenJobRow[], reason: WaitMessage, until: Date | null): Promise<void> {
    for (const job of jobs) {
      await this.jobs.wait(tx, job.id, reason, until);
      await this.events.publish(tx, 'job', job.id);
    }
  }

  /** One job is tried again at that time, and the others go on. */
  async postpone(tx: Tx, jobId: string, reason: WaitMessage, at: Date): Promise<void> {
    await this.jobs.retry(tx, jobId, reason, at);
    await this.events.publish(tx, 'job', jobId);
  }

  /** Leaves out of a plan what may have been done before; how many. */
  async skipDone(tx: Tx, accountId: string, job: OpenJobRow): Promise<number> {
    const skipped = await this.jobs.skipDone(tx, job.id, this.kinds.repeatable());
    await this.tellSkipped(tx, accountId, job.id, { skipped, of: job.planned ?? skipped });
    return skipped;
  }

  /** A plan is complete, and waits for its approval. */
  async finishPlan(tx: Tx, accountId: string, job: OpenJobRow): Promise<void> {
    const at = this.clock.now();
    const until = new Date(at.getTime() + PLAN_HOURS * 3_600_000);
    const plan = await this.jobs.finishPlan(tx, job.id, { at, until, reason: say('approval') });
    if (!plan) return;
    const message = say('plan.ready', { action: job.action, acts: plan.acts, skips: plan.skipped });
    await this.activity.append(tx, { action: 'plan_ready', status: 'info', message, accountId, jobId: job.id });
    await this.events.publish(tx, 'job', job.id);
  }

  /** `short`: the source had fewer than were asked for. */
  async finish(tx: Tx, accountId: string, job: OpenJobRow, short: boolean): Promise<void> {
    const now = this.clock.now();
    await this.jobs.close(tx, job.id, 'completed', now);
    const symbol = short ? (job.unreadable > 0 ? 'SOURCE_UNREADABLE' : 'SOURCE_EXHAUSTED') : null;
    if (symbol) await this.jobs.recordError(tx, job.id, errorEntry(symbol).code, sayError(symbol), now);
    await this.activity.append(tx, {
      action: 'job_finished',
      status: symbol === null ? 'success' : job.done === 0 ? 'warning' : 'info',
      message: finished(job, symbol),
      errorCode: symbol && errorEntry(symbol).code,
      accountId,
      jobId: job.id,
    });
    await this.events.publish(tx, 'job', job.id);
  }

  /** Ends a job that cannot go on. */
  async fail(tx: Tx, accountId: string, jobId: string, symbol: ErrorSymbol, message: Message): Promise<void> {
    const now = this.clock.now();
    if (!(await this.jobs.close(tx, jobId, 'failed', now))) return;
    const { code } = errorEntry(symbol);
    await this.jobs.recordError(tx, jobId, code, sayError(symbol), now);
    await this.activity.append(tx, {
      action: 'job_finished',
      status: 'error',
      message,
      errorCode: code,
      accountId,
      jobId,
    });
    await this.events.publish(tx, 'job', jobId);
  }

  /**
   * A turn failed at these jobs: each is tried again later, and shows why; one that failed too often in a row fails for
   * good. Returns when the first of them is tried again; null: none is.
   */
  async trouble(tx: Tx, accountId: string, jobIds: readonly string[], symbol: ErrorSymbol): Promise<Date | null> {
    const now = this.clock.now();
    let first: Date | null = null;
    for (const { id, failures } of await this.jobs.countFailure(tx, jobIds)) {
      const at = retryAfter(failures, now);
      if (!at) {
        await this.fail(tx, accountId, id, symbol, say('job.failed_in_a_row', { failures, error: sayError(symbol) }));
        continue;
      }
      if (!first || at < first) first = at;
      await this.jobs.recordError(tx, id, errorEntry(symbol).code, sayError(symbol), now);
      await this.postpone(tx, id, say('breaker', { error: sayError(symbol) }), at);
    }
    return first;
  }
}
