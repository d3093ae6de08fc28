import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { afterAction } from '../deciding/account-plan.ts';
import { jitterOf, spreadOf } from '../deciding/chance.ts';
import { planAccount } from '../deciding/planner.ts';
import { Kinds } from '../kinds.ts';
import { LedgerService } from '../ledger/ledger.service.ts';
import { type HeldTurn, isHalfOpen } from './held-turn.ts';
import { intentOf } from './intent.ts';
import type { OpenJobRow } from './open-jobs.repository.ts';
import { jobOf, TurnFlow } from './turn-flow.ts';
import type { Act, Outcome } from './turn-step.ts';

/** From one action to the next where it is due at once and known already: one transaction records both. */
@Injectable()
export class StraightOn {
  constructor(
    private readonly ledger: LedgerService,
    private readonly kinds: Kinds,
    private readonly flow: TurnFlow,
    private readonly clock: Clock,
  ) {}

  /** Null if that is not the case; then nothing was recorded. */
  async take(held: HeldTurn, job: OpenJobRow, { writes, objection }: Outcome): Promise<Act | null> {
    const [settle, ...more] = writes;
    if (settle?.kind !== 'settle' || settle.settling.state !== 'confirmed' || more.length > 0 || objection) return null;
    if (!held.plan || !held.lastActionAt || !this.flow.inTime(held) || isHalfOpen(held, job.id)) return null;
    const { rows } = held.plan;
    const facts = afterAction(held.plan.facts, {
      jobId: job.id,
      at: held.lastActionAt,
      now: this.clock.now(),
      chance: jitterOf(held.lease.accountId, held.lastActionAt),
      spread: spreadOf(held.lease.accountId, job.action, held.lastActionAt),
    });
    const step = facts && planAccount(facts)?.step;
    if (!facts || step?.kind !== 'act') return null;
    const next: Act = {
      kind: 'act',
      job: jobOf(rows, step.jobId),
      candidate: step.candidate,
      intendedAt: this.clock.monotonic(),
    };
    if (next.job.looks_again) return null;
    const { intent, settling, logged: target, durationMs } = settle;
    const done = { intent, applied: settling.applied, durationMs, target };
    if (!(await this.ledger.settleAndIntend(held.userId, done, intentOf(held, next, this.kinds)))) return null;
    held.plan = { rows, facts };
    return next;
  }
}
