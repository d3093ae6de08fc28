import { Inject, Injectable } from '@nestjs/common';
import type { Action } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { QuotasService } from '../../quotas/index.ts';
import { type OpenJobRow, JobsRepository } from '../jobs/jobs.repository.ts';
import type { HeldTurn } from '../work/held-turn.ts';
import { HOURLY_CAPS, hourlyWindowMs } from './pace.ts';
import type { Candidate, JobFacts } from './planner.ts';
import { DEFAULT_HOURS, type WorkingHours } from './working-hours.ts';

const candidateOf = (row: OpenJobRow): Candidate | null =>
  row.candidate_id === null || row.candidate_pk === null
    ? null
    : {
        interactionId: row.candidate_id,
        pk: row.candidate_pk,
        username: row.candidate_username,
        alreadyDone: row.candidate_done === true,
      };

/** Reads what decides about the next step of an account. */
@Injectable()
export class FactsService {
  private readonly hours: WorkingHours | null;
  private readonly speed: number;

  constructor(
    private readonly jobs: JobsRepository,
    private readonly quotas: QuotasService,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.hours = config.instagram.mode === 'live' ? DEFAULT_HOURS : null;
    this.speed = config.paceSpeed;
  }

  async load(tx: Tx, held: HeldTurn): Promise<{ rows: OpenJobRow[]; facts: JobFacts[] }> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - hourlyWindowMs(this.speed));
    const rows = await this.jobs.findOpen(tx, held.lease.accountId, since, HOURLY_CAPS);
    const left = new Map<Action, { remaining: number; resetsAt: Date }>();
    for (const action of new Set(rows.map((row) => row.action))) left.set(action, await this.quotas.left(tx, action));
    const facts = rows.map((row) => ({
      jobId: row.id,
      action: row.action,
      amount: row.amount,
      done: row.done,
      open: row.open,
      reconcileAt: row.reconcile_at,
      candidate: candidateOf(row),
      sourceExhausted: row.source_exhausted,
      quotaLeft: held.usedUp.has(row.action) ? 0 : (left.get(row.action)?.remaining ?? 0),
      quotaResetsAt: left.get(row.action)?.resetsAt ?? now,
      pace: {
        now,
        lastActionAt: held.lastActionAt,
        recent: row.recent ?? [],
        hours: this.hours,
        timeZone: held.account.time_zone,
        speed: this.speed,
        chance: this.clock.chance(),
      },
    }));
    return { rows, facts };
  }
}
