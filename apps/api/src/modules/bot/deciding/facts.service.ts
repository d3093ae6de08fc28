import { Inject, Injectable } from '@nestjs/common';
import type { Action } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { QuotasService } from '../../quotas/index.ts';
import { type OpenJobRow, JobsRepository } from '../jobs/jobs.repository.ts';
import type { HeldTurn } from '../work/held-turn.ts';
import type { Outlook } from './outlook.ts';
import { GAP_MS, HOURLY_CAPS, hourlyWindowMs, LINGER_MS } from './pace.ts';
import type { Candidate } from './planner.ts';
import { DEFAULT_HOURS, type WorkingHours } from './working-hours.ts';

const candidatesOf = ({ candidates }: OpenJobRow): Candidate[] =>
  (candidates ?? []).map(({ id, pk, username, already }) => ({
    interactionId: id,
    pk,
    username,
    alreadyDone: already,
  }));

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
    private readonly jobs: JobsRepository,
    private readonly quotas: QuotasService,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.hours = config.instagram.mode === 'live' ? DEFAULT_HOURS : null;
    this.speed = config.paceSpeed;
  }

  async load(tx: Tx, held: HeldTurn): Promise<Outlook> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - hourlyWindowMs(this.speed));
    const ahead = this.speed >= FAST ? AHEAD : 1;
    const rows = await this.jobs.findOpen(tx, held.lease.accountId, { since, caps: HOURLY_CAPS, ahead });
    const left = new Map<Action, { remaining: number; resetsAt: Date }>();
    for (const action of new Set(rows.map((row) => row.action))) left.set(action, await this.quotas.left(tx, action));
    const facts = rows.map((row) => {
      const [candidate = null, ...behind] = candidatesOf(row);
      return {
        jobId: row.id,
        action: row.action,
        amount: row.amount,
        done: row.done,
        open: row.open,
        reconcileAt: row.reconcile_at,
        candidate,
        behind,
        sourceExhausted: row.source_exhausted,
        quotaLeft: held.usedUp.has(row.action) ? 0 : (left.get(row.action)?.remaining ?? 0),
        quotaResetsAt: left.get(row.action)?.resetsAt ?? now,
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

  private hoursOf({
    hours_from_minute: fromMinute,
    hours_to_minute: toMinute,
  }: HeldTurn['account']): WorkingHours | null {
    return fromMinute === null || toMinute === null ? this.hours : { fromMinute, toMinute };
  }
}
