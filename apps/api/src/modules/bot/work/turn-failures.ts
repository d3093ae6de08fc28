import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';
import { AccountLease } from '../../accounts/index.ts';
import { retryAfter } from '../deciding/job-trouble.ts';
import type { HeldTurn } from './held-turn.ts';
import { JobProgress } from './job-progress.ts';
import { OpenJobsRepository } from './open-jobs.repository.ts';
import { TurnFlow } from './turn-flow.ts';
import { ENDED, type Next } from './turn-step.ts';

/**
 * A turn that failed unexpectedly: its job is tried again later and shows why, and fails after some tries; other jobs of
 * the account continue. If the database is away nothing can be recorded, and the queue tries the turn again.
 */
@Injectable()
export class TurnFailures {
  constructor(
    private readonly db: Database,
    private readonly lease: AccountLease,
    private readonly jobs: OpenJobsRepository,
    private readonly progress: JobProgress,
    private readonly flow: TurnFlow,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Throws on what is no fault of the turn. */
  assertOurs(error: unknown): void {
    if (error instanceof AppError && error.symbol === 'DATABASE_UNAVAILABLE') throw error;
  }

  /** Ends a turn that threw at this step. */
  async end(held: HeldTurn, at: Next, error: unknown): Promise<Next> {
    this.assertOurs(error);
    return this.db.asUser(held.userId, async (tx) =>
      (await this.lease.renewTurn(tx, held.lease)) === 'lost'
        ? this.flow.yieldTurn(tx, held)
        : this.record(tx, held, 'job' in at ? at.job.id : null, error),
    );
  }

  /** `jobId` null: the job is unknown, so all open ones count as failed, and the account waits. */
  async record(tx: Tx, held: HeldTurn, jobId: string | null, error: unknown): Promise<Next> {
    const { accountId } = held.lease;
    this.logger.error({ error, account_id: accountId, job_id: jobId }, 'worker: a turn failed');
    const symbol = error instanceof AppError ? error.symbol : 'INTERNAL';
    const jobIds = jobId ? [jobId] : await this.jobs.findIdsOpen(tx, accountId);
    const again = await this.progress.trouble(tx, accountId, jobIds, symbol);
    if (jobId) await this.flow.yieldTurn(tx, held);
    else await this.flow.end(tx, held, again ?? retryAfter(1, this.clock.now()));
    return ENDED;
  }
}
