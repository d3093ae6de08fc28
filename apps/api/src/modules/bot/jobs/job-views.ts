import { Inject, Injectable } from '@nestjs/common';
import type { Job } from '@pacekeeper/contracts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { BotJob } from '../bot-job.entity.ts';
import { toJobView } from '../bot.mapper.ts';
import { Clocks, type ShownClock } from '../clocks.ts';
import type { Paused } from '../fleet/fleet.mapper.ts';

/** Jobs as people see them. */
@Injectable()
export class JobViews {
  constructor(
    private readonly times: Clocks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** When these jobs act next, by their ids; without those that are over. */
  clocks(tx: Tx, jobs: readonly BotJob[]): Promise<ReadonlyMap<string, ShownClock>> {
    return this.times.ofJobs(tx, jobs);
  }

  /** `clock`: of a job that is not over. */
  of(job: BotJob, fleet: Paused | null, clock: ShownClock | null): Job {
    return toJobView(job, fleet, clock, this.config.publicUrl);
  }
}
