import { Injectable } from '@nestjs/common';
import { type ApprovePlan, say } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { type AccountRow, AccountsService } from '../../accounts/index.ts';
import { BotsService } from '../bots.service.ts';
import { JobLog } from '../jobs/job-log.ts';
import { JobOwners } from '../jobs/job-owners.ts';
import { JobsRepository } from '../jobs/jobs.repository.ts';
import { OpenJobsRepository } from '../work/open-jobs.repository.ts';
import { TurnsService } from '../work/turns.service.ts';

interface Approved {
  readonly id: string;
  readonly accountId: string;
  readonly acts: number;
}

/** Who may approve a plan, and what follows for the job and its bot. */
@Injectable()
export class PlanApproval {
  constructor(
    private readonly db: Database,
    private readonly jobs: JobsRepository,
    private readonly open: OpenJobsRepository,
    private readonly accounts: AccountsService,
    private readonly bots: BotsService,
    private readonly turns: TurnsService,
    private readonly owners: JobOwners,
    private readonly log: JobLog,
    private readonly clock: Clock,
  ) {}

  /** What is asked of Instagram before a start, outside of its transaction. */
  async before(ownerId: string, caller: Caller, id: string, { start }: ApprovePlan): Promise<void> {
    if (!start) return;
    const accountId = await this.db.asUser(ownerId, async (tx) => {
      await this.assertPerson(tx, caller);
      return (await this.jobs.findById(tx, id))?.row.accountId;
    });
    await this.bots.beforeStart(ownerId, accountId);
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, SESSION_INVALID, BOT_NOT_RUNNING */
  async assertAllowed(tx: Tx, caller: Caller, id: string, { start }: ApprovePlan): Promise<void> {
    await this.assertPerson(tx, caller);
    const account = await this.accountOf(tx, id);
    await this.turns.askNow(tx, account.id);
    if (!account.session_valid) throw new AppError('SESSION_INVALID');
    if (account.bot_running) return;
    if (start) await this.bots.startWithin(tx, account);
    // An administrator approves for a bot that its owner starts.
    else if (caller.id === tx.userId) throw new AppError('BOT_NOT_RUNNING');
  }

  /** The plan is approved: its bot goes on with it, or it waits for its bot. */
  async go(tx: Tx, caller: Caller, { id, accountId, acts }: Approved): Promise<void> {
    const account = await this.accountOf(tx, id);
    if (account.bot_running) await this.turns.askNow(tx, accountId);
    else await this.open.wait(tx, id, say('bot_stopped', { because: 'person' }), null);
    const by = caller.id === tx.userId ? 'owner' : 'administrator';
    if (by === 'administrator') await this.owners.note(tx, caller, 'job_approved', { job_id: id, acts });
    await this.log.tell(tx, { id, accountId }, 'plan_approved', say('plan.approved', { acts, by }));
  }

  async reject(
    tx: Tx,
    caller: Caller,
    { id, accountId, reason }: { id: string; accountId: string; reason: string },
  ): Promise<void> {
    await this.jobs.cancel(tx, id, this.clock.now());
    await this.owners.note(tx, caller, 'job_rejected', { job_id: id, reason });
    await this.log.tell(tx, { id, accountId }, 'plan_rejected', say('plan.rejected', { reason }));
  }

  /** Where an administrator has to approve, the owner may not; an administrator may for everyone. */
  private async assertPerson(tx: Tx, { id, role }: Caller): Promise<void> {
    if (role !== 'admin' && (id !== tx.userId || (await this.jobs.needsApproval(tx)))) throw new AppError('FORBIDDEN');
  }

  private async accountOf(tx: Tx, id: string): Promise<AccountRow> {
    const job = await this.jobs.findById(tx, id);
    const account = job && (await this.accounts.choose(tx, job.row.accountId));
    if (!account) throw new AppError('NOT_FOUND');
    return account;
  }
}
