import { Inject, Injectable } from '@nestjs/common';
import type { Action as Quota } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { QuotasService } from '../../quotas/index.ts';
import type { AccountPlan } from '../deciding/account-plan.ts';
import { GAP_MS, hourlyWindowMs, LINGER_MS } from '../deciding/pace.ts';
import { type Candidate, READS_A_PAGE, type ReadFacts } from '../deciding/planner.ts';
import { readFacts, readsSince } from '../deciding/reads.ts';
import { DEFAULT_HOURS, type WorkingHours } from '../deciding/working-hours.ts';
import { Kinds } from '../kinds.ts';
import { ReadsRepository } from '../ledger/reads.repository.ts';
import type { HeldTurn } from './held-turn.ts';
import { type OpenJobRow, OpenJobsRepository } from './open-jobs.repository.ts';

const candidatesOf = ({ candidates }: OpenJobRow): Candidate[] =>
  (candidates ?? []).map(({ id, pk, username, already }) => ({
    interactionId: id,
    pk,
    username,
    alreadyDone: already,
  }));

/** True where the next step of the job may be a page. */
const mayRead = ({ candidates, source_exhausted: exhausted }: OpenJobRow): boolean => candidates === null && !exhausted;

/** Candidates that are read ahead where one turn does several actions. */
const AHEAD = 10;
/** From this speed on the gap between two actions is short enough for that. */
const FAST = GAP_MS.least / LINGER_MS;

/** Reads what decides about the next step of an account. */
@Injectable()
export class FactsService {
  private readonly hours: WorkingHours | null;
  private readonly speed: number;

  constructor(
    private readonly jobs: OpenJobsRepository,
    private readonly readings: ReadsRepository,
    private readonly kinds: Kinds,
    private readonly quotas: QuotasService,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.hours = config.instagram.mode === 'live' ? DEFAULT_HOURS : null;
    this.speed = config.paceSpeed;
  }

  async load(tx: Tx, held: HeldTurn): Promise<AccountPlan<OpenJobRow>> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - hourlyWindowMs(this.speed));
    const ahead = this.speed >= FAST ? AHEAD : 1;
    const rows = await this.jobs.findOpen(tx, held.lease.accountId, { since, caps: this.kinds.hourlyCaps(), ahead });
    const known = rows.filter((row) => this.kinds.has(row));
    const left = new Map<Quota, { remaining: number; resetsAt: Date }>();
    for (const quota of new Set(known.map((row) => this.kinds.spends(row.action)))) {
      left.set(quota, await this.quotas.left(tx, quota));
    }
    const reads = known.some(mayRead) ? await this.readsOf(tx, held, now) : null;
    const facts = known.map((row) => {
      const [candidate = null, ...upcoming] = candidatesOf(row);
      const spends = this.kinds.spends(row.action);
      return {
        jobId: row.id,
        action: row.action,
        spends,
        amount: row.amount,
        done: row.done,
        open: row.open,
        reconcileAt: row.reconcile_at,
        candidate,
        upcoming,
        sourceExhausted: row.source_exhausted,
        retryAt: row.retry_at,
        reads,
        quotaLeft: held.usedUp.has(spends) ? 0 : (left.get(spends)?.remaining ?? 0),
        quotaResetsAt: left.get(spends)?.resetsAt ?? now,
        pace: {
          now,
          lastActionAt: held.lastActionAt,
          recent: row.recent ?? [],
          hours: this.hoursOf(held.account),
          timeZone: held.account.time_zone,
          speed: this.speed,
          chance: this.clock.chance(),
        },
      };
    });
    return { rows, facts };
  }

  /** What the account may read now. */
  reads(tx: Tx, held: HeldTurn): Promise<ReadFacts> {
    return this.readsOf(tx, held, this.clock.now());
  }

  private async readsOf(tx: Tx, { lease }: HeldTurn, now: Date): Promise<ReadFacts> {
    const since = readsSince(now, this.speed);
    const read = await this.readings.left(tx, lease.accountId, { since, wanted: READS_A_PAGE });
    return readFacts(read, { now, speed: this.speed });
  }

  private hoursOf({
    hours_from_minute: fromMinute,
    hours_to_minute: toMinute,
  }: HeldTurn['account']): WorkingHours | null {
    return fromMinute === null || toMinute === null ? this.hours : { fromMinute, toMinute };
  }
}
