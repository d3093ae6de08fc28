import { Injectable } from '@nestjs/common';
import { createJobSchema } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { validationError } from '../../../platform/errors/validation.ts';
import { JobCreation, type NewJob } from '../jobs/job-creation.service.ts';
import type { BotSchedule } from './schedule.entity.ts';
import { SchedulesRepository } from './schedules.repository.ts';

/** One run of a schedule: the job that it creates, as a request would. */
@Injectable()
export class ScheduleRuns {
  constructor(
    private readonly schedules: SchedulesRepository,
    private readonly creation: JobCreation,
  ) {}

  /**
   * Returns the job's id.
   * @throws AppError SCHEDULE_OVERLAP; VALIDATION_FAILED for a body that this version does not take any more; and what
   * JobCreation throws, before it has written anything
   */
  async run(tx: Tx, { lastJobId, job, accountId }: BotSchedule): Promise<string> {
    if (lastJobId && (await this.schedules.isOpen(tx, lastJobId))) throw new AppError('SCHEDULE_OVERLAP');
    const body = createJobSchema.safeParse(job);
    if (!body.success) throw validationError(body.error.issues);
    // A run never starts a stopped bot.
    return this.creation.createWithin(tx, { ...(body.data as NewJob), account_id: accountId, start: false });
  }
}
