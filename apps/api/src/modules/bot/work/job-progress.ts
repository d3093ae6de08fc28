import { Injectable } from '@nestjs/common';
import { errorEntry, errorMessage, type ErrorSymbol } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { ActivityService, EventsService } from '../../activity/index.ts';
import { retryAfter } from '../deciding/job-trouble.ts';
import { afterPage } from '../deciding/source-end.ts';
import { Kinds } from '../kinds.ts';
import { LedgerRepository } from '../ledger/ledger.repository.ts';
import { type OpenJobRow, OpenJobsRepository } from './open-jobs.repository.ts';
import type { Write } from './turn-step.ts';
import { WAITING_WORDS } from './waiting-words.ts';

/** What a turn writes of a job beside its actions: new targets, waiting, trouble, the end. */
@Injectable()
export class JobProgress {
  constructor(
    private readonly jobs: OpenJobsRepository,
    private readonly ledger: LedgerRepository,
    private readonly kinds: Kinds,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  /** Adds the targets of a page; false where none of them is new and wanted. */
  async addPage(tx: Tx, accountId: string, { job, page, targets }: Extract<Write, { kind: 'page' }>): Promise<boolean> {
    const added = await this.ledger.addTargets(tx, { id: job.id, accountId, action: job.action }, targets);
    const before = { cursor: job.source_cursor, pagesRead: job.pages_read, pagesWithoutNew: job.pages_without_new };
    const after = afterPage(before, { newTargets: added.planned + added.skipped, cursor: page.cursor });
    await this.jobs.recordPage(tx, job.id, after, { skipped: added.skipped, unreadable: page.unreadable });
    if (added.skipped > 0) {
      await this.activity.write(tx, {
        action: 'targets_skipped',
        status: 'info',
        message: `Left out ${added.skipped} of ${targets.length} targets: already so, or against the filters.`,
        accountId,
        jobId: job.id,
      });
    }
    if (page.unreadable > 0 && page.items.length === 0) {
      const { code } = errorEntry('SOURCE_UNREADABLE');
      await this.activity.write(tx, {
        action: 'source_unreadable',
        status: 'warning',
        message: `A page of the source had ${page.unreadable} entries, none of which could be read.`,
        errorCode: code,
        accountId,
        jobId: job.id,
      });
    }
    await this.events.publish(tx, 'job', job.id);
    return added.planned > 0;
  }

  async waiting(tx: Tx, jobs: readonly OpenJobRow[], reason: string, until: Date | null): Promise<void> {
    for (const job of jobs) {
      await this.jobs.wait(tx, job.id, reason, until);
      await this.events.publish(tx, 'job', job.id);
    }
  }

  /** One job is tried again at that time, and the others go on. */
  async postpone(tx: Tx, jobId: string, reason: string, at: Date): Promise<void> {
    await this.jobs.retry(tx, jobId, reason, at);
    await this.events.publish(tx, 'job', jobId);
  }

  /** `short`: the source had fewer than were asked for. */
  async finish(tx: Tx, accountId: string, job: OpenJobRow, short: boolean): Promise<void> {
    const now = this.clock.now();
    await this.jobs.close(tx, job.id, 'completed', now);
    const symbol = short ? (job.unreadable > 0 ? 'SOURCE_UNREADABLE' : 'SOURCE_EXHAUSTED') : null;
    if (symbol) await this.jobs.recordError(tx, job.id, errorEntry(symbol).code, errorMessage(symbol), now);
    const { one, many } = this.kinds.action(job.action).entry.label;
    const count = `${job.done} ${job.done === 1 ? one : many}`;
    const why = symbol === 'SOURCE_UNREADABLE' ? errorMessage(symbol) : 'the source has no more targets.';
    await this.activity.write(tx, {
      action: 'job_finished',
      status: short ? 'info' : 'success',
      message: short ? `Finished with ${count}: ${why}` : `Finished: ${count}.`,
      errorCode: symbol && errorEntry(symbol).code,
      accountId,
      jobId: job.id,
    });
    await this.events.publish(tx, 'job', job.id);
  }

  /** Ends a job that cannot go on. */
  async fail(tx: Tx, accountId: string, jobId: string, symbol: ErrorSymbol, message: string): Promise<void> {
    const now = this.clock.now();
    if (!(await this.jobs.close(tx, jobId, 'failed', now))) return;
    const { code } = errorEntry(symbol);
    await this.jobs.recordError(tx, jobId, code, errorMessage(symbol), now);
    await this.activity.write(tx, {
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
        await this.fail(tx, accountId, id, symbol, `Failed ${failures} times in a row. ${errorMessage(symbol)}`);
        continue;
      }
      if (!first || at < first) first = at;
      await this.jobs.recordError(tx, id, errorEntry(symbol).code, errorMessage(symbol), now);
      await this.postpone(tx, id, WAITING_WORDS.retrying, at);
    }
    return first;
  }
}
