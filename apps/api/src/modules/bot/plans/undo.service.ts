import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type ErrorSymbol, PLAN_HOURS, say, symbolOfCode, type UndoAnswer, type UndoJob } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { type AccountRow, AccountsService } from '../../accounts/index.ts';
import { QuotasService } from '../../quotas/index.ts';
import { BotsService } from '../bots.service.ts';
import { JobLog } from '../jobs/job-log.ts';
import { JobViews } from '../jobs/job-views.ts';
import { Kinds } from '../kinds.ts';
import { TurnsService } from '../work/turns.service.ts';
import { type NotUndone, type Undone, UndoRepository } from './undo.repository.ts';

/** What takes back which action. What people have seen or read stays; following again after an unfollow is a job of its own. */
const REVERSES: Readonly<Record<string, string>> = { follow: 'unfollow', like: 'unlike' };

const refusal = (what: string) => new AppError('CONFLICT', { what });

const whyNot = ({ undone, error_code: code }: NotUndone): ErrorSymbol => {
  if (undone) return 'ALREADY_DONE';
  return (code && symbolOfCode(code)) || 'OUTCOME_UNKNOWN';
};

/** From a job that is over to one that takes back what it did, the oldest first. */
@Injectable()
export class UndoService {
  constructor(
    private readonly db: Database,
    private readonly undo: UndoRepository,
    private readonly views: JobViews,
    private readonly kinds: Kinds,
    private readonly accounts: AccountsService,
    private readonly bots: BotsService,
    private readonly quotas: QuotasService,
    private readonly turns: TurnsService,
    private readonly log: JobLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError NOT_FOUND; CONFLICT where the job is not over, nothing of it can be taken back, or that was asked for
   * already; SESSION_INVALID, NOT_SUPPORTED_BY_PROVIDER, BOT_NOT_RUNNING, QUOTA_EXCEEDED
   */
  async create(caller: Caller, id: string, { start = false }: UndoJob): Promise<Omit<UndoAnswer, 'success'>> {
    if (start) {
      const accountId = await this.db.asUser(caller.id, async (tx) => (await this.views.get(tx, id)).account_id);
      await this.bots.beforeStart(caller.id, accountId);
    }
    return this.db.asUser(caller.id, async (tx) => {
      const { account_id: accountId } = await this.views.get(tx, id);
      // Locks the account before its jobs, as turns do.
      await this.turns.askNow(tx, accountId);
      const job = await this.undo.lock(tx, id);
      const reverse = this.reverseOf(job);
      const needsApproval = await this.undo.needsApproval(tx);
      const account = await this.ready(tx, accountId, { reverse, needsApproval, start });
      const now = this.clock.now();
      const made = await this.undo.create(tx, {
        id: randomUUID(),
        of: job,
        action: reverse,
        plannedAt: needsApproval ? now : null,
        expiresAt: needsApproval ? new Date(now.getTime() + PLAN_HOURS * 3_600_000) : null,
      });
      if (!made) throw refusal('Nothing that this job did can be taken back any more.');
      if (!needsApproval && !account.bot_running) await this.bots.startWithin(tx, account);
      await this.turns.askNow(tx, accountId);
      const said = say('job.undo', { action: reverse, amount: made.amount });
      await this.log.tell(tx, { id: made.id, accountId }, 'job_undone', said);
      const rest = await this.undo.findRest(tx, id);
      return {
        job: await this.views.get(tx, made.id),
        not_undone: rest.map((row) => ({
          target: { pk: row.target_pk, username: row.target_username },
          symbol: whyNot(row),
        })),
      };
    });
  }

  private reverseOf({ action, over, undone }: Undone): string {
    const reverse = REVERSES[action];
    if (!reverse) throw refusal('What this job did cannot be taken back.');
    if (!over) throw refusal('This job has not ended; cancel it first.');
    if (undone) throw refusal('This job was undone already, or is being undone.');
    return reverse;
  }

  private async ready(
    tx: Tx,
    accountId: string,
    { reverse, needsApproval, start }: { reverse: string; needsApproval: boolean; start: boolean },
  ): Promise<AccountRow> {
    const account = await this.accounts.choose(tx, accountId);
    if (!account?.session_valid) throw new AppError('SESSION_INVALID');
    const spends = this.kinds.spends(reverse);
    this.accounts.assertSupports(account, spends);
    if (needsApproval) return account;
    if (!account.bot_running && !start) throw new AppError('BOT_NOT_RUNNING');
    await this.quotas.assertLeft(tx, tx.userId, spends);
    return account;
  }
}
