import { Injectable } from '@nestjs/common';
import {
  type ApprovePlan,
  type Job,
  type Plan,
  type PlanChanges,
  type PlanItem,
  type PlanQuery,
  type RejectPlan,
  say,
  symbolOfCode,
} from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { decodeCursor, page } from '../../../platform/http/cursor.ts';
import { asMessage, wordsOf } from '../../../platform/words/stored-words.ts';
import { JobLog } from '../jobs/job-log.ts';
import { JobOwners } from '../jobs/job-owners.ts';
import { JobViews } from '../jobs/job-views.ts';
import { PlanApproval } from './plan-approval.ts';
import { PlanTimes } from './plan-times.ts';
import { type LockedPlan, type PlanCounts, type PlanRow, PlansRepository } from './plans.repository.ts';

const toItem = (row: PlanRow, at: Date | null): PlanItem => {
  const symbol = row.error_code ? symbolOfCode(row.error_code) : null;
  return {
    id: row.id,
    target: {
      pk: row.target_pk,
      username: row.target_username,
      ...(row.target_name ? { full_name: row.target_name } : {}),
      ...(row.target_picture ? { picture: row.target_picture } : {}),
    },
    ...(row.object_id === row.target_pk ? {} : { object_id: row.object_id }),
    decision: row.state === 'planned' ? 'act' : 'skip',
    ...(symbol ? { symbol, reason: asMessage(wordsOf(say(symbol))).message } : {}),
    ...(at ? { expected_at: at.toISOString() } : {}),
  };
};

const skipsOf = ({ skips }: PlanCounts): Plan['summary']['skips'] =>
  skips.flatMap(({ code, count }) => {
    const symbol = code ? symbolOfCode(code) : null;
    return symbol ? [{ symbol, count }] : [];
  });

const changed = (what: string) => new AppError('CONFLICT', { what });

/** Plans: whom a job would act on. They are read, changed, approved and rejected here, and nothing is done by that alone. */
@Injectable()
export class PlansService {
  constructor(
    private readonly db: Database,
    private readonly plans: PlansRepository,
    private readonly owners: JobOwners,
    private readonly times: PlanTimes,
    private readonly approval: PlanApproval,
    private readonly views: JobViews,
    private readonly log: JobLog,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError NOT_FOUND */
  async read(caller: Caller, id: string, { limit, cursor, decision }: PlanQuery): Promise<Plan> {
    const owner = await this.owners.of(caller, id);
    const after = cursor ? (decodeCursor(cursor, [/^\d{1,18}$/])[0] ?? null) : null;
    return this.db.asUser(owner, async (tx) => {
      const plan = await this.get(tx, id);
      const counts = await this.plans.count(tx, id);
      const rows = await this.plans.findPage(tx, id, decision, limit + 1, after);
      const at = await this.times.of(tx, plan);
      const open = plan.state === 'planned' || plan.state === 'planning';
      const timeOf = ({ place }: PlanRow) => (open && place !== null ? at(place) : null);
      const first = open && counts.acts > 0 ? at(1) : null;
      const last = open && counts.acts > 0 ? at(counts.acts) : null;
      return {
        ...page(
          rows,
          limit,
          (row) => toItem(row, timeOf(row)),
          (row) => [row.id],
        ),
        summary: {
          version: plan.plan_version,
          acts: counts.acts,
          skips: skipsOf(counts),
          first_at: first?.toISOString() ?? null,
          last_at: last?.toISOString() ?? null,
          expires_at:
            plan.state === 'planned' && plan.planned_at ? this.plans.expiryOf(plan.planned_at).toISOString() : null,
        },
      };
    });
  }

  /** @throws AppError NOT_FOUND; CONFLICT where the plan is not open */
  async change(caller: Caller, id: string, { strike = [], restore = [] }: PlanChanges): Promise<Job> {
    const owner = await this.owners.of(caller, id);
    return this.db.asUser(owner, async (tx) => {
      const plan = await this.planned(tx, id);
      const { struck, restored } = await this.plans.change(tx, id, { strike, restore });
      if (struck + restored > 0) {
        await this.log.tell(
          tx,
          { id, accountId: plan.account_id },
          'plan_changed',
          say('plan.changed', { struck, restored }),
        );
      }
      return this.views.get(tx, id);
    });
  }

  /**
   * @throws AppError NOT_FOUND; FORBIDDEN for the owner where an administrator has to; CONFLICT for an older version and for an
   * empty plan; PLAN_EXPIRED; BOT_NOT_RUNNING
   */
  async approve(caller: Caller, id: string, body: ApprovePlan): Promise<Job> {
    const owner = await this.owners.of(caller, id);
    await this.approval.before(owner, caller, id, body);
    return this.db.asUser(owner, async (tx) => {
      // Locks the account before its jobs, as turns do.
      await this.approval.assertAllowed(tx, caller, id, body);
      const plan = await this.planned(tx, id);
      if (plan.plan_version !== body.version) {
        throw changed(`The plan was changed since: its version is ${plan.plan_version}.`);
      }
      if (plan.acts === 0) throw changed('Nothing is left of this plan; cancel the job.');
      await this.plans.approve(tx, id, caller.id, this.clock.now());
      await this.approval.go(tx, caller, { id, accountId: plan.account_id, acts: plan.acts });
      return this.views.get(tx, id);
    });
  }

  /** @throws AppError NOT_FOUND; CONFLICT where the plan is not open */
  async reject(caller: Caller, id: string, { reason }: RejectPlan): Promise<Job> {
    const owner = await this.owners.of(caller, id);
    return this.db.asUser(owner, async (tx) => {
      const plan = await this.planned(tx, id);
      await this.approval.reject(tx, caller, { id, accountId: plan.account_id, reason });
      return this.views.get(tx, id);
    });
  }

  private async planned(tx: Tx, id: string): Promise<LockedPlan> {
    const plan = await this.get(tx, id);
    if (plan.state !== 'planned') throw changed(`This job is ${plan.state}; its plan is not open.`);
    if (plan.planned_at && this.plans.expiryOf(plan.planned_at) <= this.clock.now()) throw new AppError('PLAN_EXPIRED');
    return plan;
  }

  private async get(tx: Tx, id: string): Promise<LockedPlan> {
    const plan = await this.plans.lock(tx, id);
    if (!plan) throw new AppError('NOT_FOUND');
    return plan;
  }
}
