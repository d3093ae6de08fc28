import { Inject, Injectable } from '@nestjs/common';
import type { Job } from '@pacekeeper/contracts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { BotJob } from '../bot-job.entity.ts';
import { toJobView } from '../bot.mapper.ts';
import { Clocks } from '../clocks.ts';
import { FleetService } from '../fleet/fleet.service.ts';
import { Kinds } from '../kinds.ts';
import { type JobFilter, JobsRepository, type JobWithUnknown } from './jobs.repository.ts';

/** Jobs as people see them, with when they act next. */
@Injectable()
export class JobViews {
  constructor(
    private readonly jobs: JobsRepository,
    private readonly fleet: FleetService,
    private readonly kinds: Kinds,
    private readonly times: Clocks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws AppError NOT_FOUND */
  async get(tx: Tx, id: string): Promise<Job> {
    const job = await this.find(tx, id);
    if (!job) throw new AppError('NOT_FOUND');
    return job;
  }

  async find(tx: Tx, id: string): Promise<Job | null> {
    const job = await this.jobs.findById(tx, id);
    const [shown] = job ? await this.of(tx, [job]) : [];
    return shown?.view ?? null;
  }

  /** Rows in the order of the page, each with its view. */
  async page(
    tx: Tx,
    filter: JobFilter,
    limit: number,
    after: { createdAt: Date; id: string } | null,
  ): Promise<Array<{ row: BotJob; view: Job }>> {
    return this.of(tx, await this.jobs.findPage(tx, filter, limit, after));
  }

  private async of(tx: Tx, jobs: readonly JobWithUnknown[]): Promise<Array<{ row: BotJob; view: Job }>> {
    const fleet = await this.fleet.paused(tx);
    const clocks = await this.times.ofJobs(
      tx,
      jobs.map(({ row }) => row),
    );
    return jobs.map(({ row, unknown }) => {
      const shown = { ...row, params: this.kinds.shown(row) };
      const clock = clocks.get(row.id) ?? null;
      return { row, view: toJobView(shown, unknown, fleet, clock, this.config.publicUrl) };
    });
  }
}
