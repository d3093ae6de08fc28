import { Injectable } from '@nestjs/common';
import type { JobState } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { BotJob } from '../bot-job.entity.ts';
import { OpenJobsRepository } from '../work/open-jobs.repository.ts';
import { WAITS_NO_MORE } from './waiting.ts';

export interface JobFilter {
  readonly accountId?: string | undefined;
  readonly state?: JobState | undefined;
}

/** Jobs as requests see and move them. */
@Injectable()
export class JobsRepository {
  constructor(private readonly open: OpenJobsRepository) {}

  async create(
    tx: Tx,
    job: Pick<BotJob, 'id' | 'accountId' | 'action' | 'source' | 'params' | 'filters' | 'amount' | 'correlationId'>,
  ): Promise<void> {
    await tx.of(BotJob).insert({ ...job, userId: tx.userId, params: { ...job.params } as object });
  }

  findById(tx: Tx, id: string): Promise<BotJob | null> {
    return tx.of(BotJob).findOneBy({ id, userId: tx.userId });
  }

  /** The newest first, behind `after` (creation and id of the last one shown). */
  findPage(tx: Tx, filter: JobFilter, limit: number, after: { createdAt: Date; id: string } | null): Promise<BotJob[]> {
    const query = tx
      .of(BotJob)
      .createQueryBuilder('j')
      .where('j.userId = :userId', { userId: tx.userId })
      .orderBy('j.createdAt', 'DESC')
      .addOrderBy('j.id', 'DESC')
      .take(limit);
    if (after) {
      // The driver's dates have milliseconds, the database's microseconds.
      query.andWhere(`(date_trunc('milliseconds', j.createdAt), j.id) < (:createdAt, :id)`, after);
    }
    if (filter.accountId) query.andWhere('j.accountId = :accountId', { accountId: filter.accountId });
    if (filter.state) query.andWhere('j.state = :state', { state: filter.state });
    return query.getMany();
  }

  /** Ends a job for good; false where it has ended already. */
  cancel(tx: Tx, id: string, at: Date): Promise<boolean> {
    return this.open.close(tx, id, 'cancelled', at);
  }

  /** A person's change resets the failure count. */
  async move(tx: Tx, id: string, from: readonly JobState[], to: JobState): Promise<boolean> {
    const row = await tx.one(
      `UPDATE bot_jobs SET state = $4, ${WAITS_NO_MORE}, retry_at = NULL, failures_in_a_row = 0
       WHERE id = $1 AND user_id = $2 AND state = ANY ($3) RETURNING id`,
      [id, tx.userId, from, to],
    );
    return row !== null;
  }
}
