import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { errorEntry, PLAN_HOURS, say, sayError } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';
import { NotificationFeed } from '../../notifications/index.ts';
import { JobLog } from '../jobs/job-log.ts';
import { JobsRepository } from '../jobs/jobs.repository.ts';
import { OpenJobsRepository } from '../work/open-jobs.repository.ts';
import { PlansRepository } from './plans.repository.ts';

const ROUND_MS = 5_000;
const MOST = 100;

interface Expired {
  readonly id: string;
  readonly user_id: string;
}

/** Tells administrators of plans that they have to approve, and cancels jobs whose plan nobody approved in time. */
@Injectable()
export class PlanRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private rounds: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly plans: PlansRepository,
    private readonly jobs: JobsRepository,
    private readonly open: OpenJobsRepository,
    private readonly log: JobLog,
    private readonly notifications: NotificationFeed,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds = this.loop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.rounds;
  }

  /** One round; returns how many plans had expired. */
  async run(): Promise<number> {
    await this.tellAdmins();
    const before = new Date(this.clock.now().getTime() - PLAN_HOURS * 3_600_000);
    const expired = await this.db.system<Expired & Record<string, unknown>>('plans_expired', [before, MOST]);
    for (const { id, user_id: userId } of expired) await this.db.asUser(userId, (tx) => this.expire(tx, id, before));
    return expired.length;
  }

  private async loop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.run();
      } catch (error) {
        this.logger.warn({ error }, 'plans: a round failed');
      }
      await this.clock.sleep(ROUND_MS, this.stopping.signal);
    }
  }

  private async tellAdmins(): Promise<void> {
    const waiting = await this.db.system<{ id: string; username: string }>('plans_to_tell', [MOST]);
    for (const { username } of waiting) {
      await this.notifications.tellAdmins('approval_needed', say('plan.needs_approval', { user: username }));
    }
  }

  private async expire(tx: Tx, id: string, before: Date): Promise<void> {
    const plan = await this.plans.lock(tx, id);
    // Approved meanwhile, or planned anew.
    if (plan?.state !== 'planned' || !plan.planned_at || plan.planned_at >= before) return;
    const now = this.clock.now();
    await this.jobs.cancel(tx, id, now);
    await this.open.recordError(tx, id, errorEntry('PLAN_EXPIRED').code, sayError('PLAN_EXPIRED'), now);
    await this.log.tell(tx, { id, accountId: plan.account_id }, 'plan_expired', say('plan.expired'));
  }
}
