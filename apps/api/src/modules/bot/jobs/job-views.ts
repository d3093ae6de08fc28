import { Inject, Injectable } from '@nestjs/common';
import type { Job, JobState } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { BotJob } from '../bot-job.entity.ts';
import { toJobView } from '../bot.mapper.ts';
import { leastDurationMs } from '../deciding/pace.ts';
import type { Paused } from '../fleet/fleet.mapper.ts';
import { Kinds } from '../kinds.ts';

const MOVING: readonly JobState[] = ['queued', 'running', 'waiting'];

/** Jobs as people see them, with when they end at the earliest. */
@Injectable()
export class JobViews {
  constructor(
    private readonly kinds: Kinds,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  of(job: BotJob, fleet: Paused | null): Job {
    const from = Math.max(this.clock.now().getTime(), job.waitingUntil?.getTime() ?? 0);
    const known = MOVING.includes(job.state) && !(job.state === 'waiting' && !job.waitingUntil);
    const end = known && this.kinds.has(job) ? new Date(from + this.leastMs(job)) : null;
    return toJobView(job, fleet, this.config.publicUrl, end);
  }

  private leastMs(job: BotJob): number {
    return leastDurationMs(this.kinds.spends(job.action), job.amount - job.done, this.config.paceSpeed);
  }
}
