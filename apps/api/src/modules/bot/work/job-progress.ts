import { Injectable } from '@nestjs/common';
import { ACTION_LABELS, errorEntry, errorMessage } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { ActivityService, EventsService } from '../../activity/index.ts';
import { leaveOut } from '../deciding/planner.ts';
import { type OpenJobRow, JobsRepository } from '../jobs/jobs.repository.ts';
import { LedgerRepository } from '../ledger/ledger.repository.ts';
import type { HeldTurn } from './held-turn.ts';
import type { ReadPage } from './source-reader.ts';

/** What a turn writes of a job beside its actions: new targets, waiting, the end. */
@Injectable()
export class JobProgress {
  constructor(
    private readonly jobs: JobsRepository,
    private readonly ledger: LedgerRepository,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  /** Adds the targets of a page; false where none of them is new and wanted. */
  async addPage(tx: Tx, held: HeldTurn, job: OpenJobRow, { users, alreadySo, cursor }: ReadPage): Promise<boolean> {
    const own = { pk: held.account.instagram_pk };
    const targets = users.map((user) => {
      const left = leaveOut({ ...user, alreadySo: alreadySo.has(user.pk) }, own, job.filters);
      const code = left && errorEntry(left.symbol).code;
      return { pk: user.pk, username: user.username, name: user.fullName, picture: user.pictureUrl, code };
    });
    const { accountId } = held.lease;
    const added = await this.ledger.addTargets(tx, { id: job.id, accountId, action: job.action }, targets);
    await this.jobs.setCursor(tx, job.id, cursor);
    if (added.skipped > 0) {
      await this.jobs.count(tx, job.id, 'skipped', added.skipped);
      await this.activity.write(tx, {
        action: 'targets_skipped',
        status: 'info',
        message: `Left out ${added.skipped} of ${targets.length} targets: already so, or against the filters.`,
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

  /** `short`: the source had fewer than were asked for. */
  async finish(tx: Tx, held: HeldTurn, job: OpenJobRow, short: boolean): Promise<void> {
    const now = this.clock.now();
    await this.jobs.close(tx, job.id, 'completed', now);
    if (short) {
      const { code } = errorEntry('SOURCE_EXHAUSTED');
      await this.jobs.recordError(tx, job.id, code, errorMessage('SOURCE_EXHAUSTED'), now);
    }
    const { one, many } = ACTION_LABELS[job.action];
    const count = `${job.done} ${job.done === 1 ? one : many}`;
    await this.activity.write(tx, {
      action: 'job_finished',
      status: short ? 'info' : 'success',
      message: short ? `Finished with ${count}: the source has no more targets.` : `Finished: ${count}.`,
      errorCode: short ? errorEntry('SOURCE_EXHAUSTED').code : null,
      accountId: held.lease.accountId,
      jobId: job.id,
    });
    await this.events.publish(tx, 'job', job.id);
  }
}
