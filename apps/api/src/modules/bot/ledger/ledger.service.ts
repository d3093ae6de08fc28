import { Injectable } from '@nestjs/common';
import { type Action as Quota, errorEntry, type ErrorSymbol, say, sayError, symbolOfCode } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import { belongsToNothing } from '../../../platform/database/database-errors.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { Lease } from '../../accounts/index.ts';
import { ActivityService, Announcer, type Change, EventsService, type NewActivity } from '../../activity/index.ts';
import { QuotasService } from '../../quotas/index.ts';
import { DailyStatsRepository } from '../../stats/index.ts';
import type { Applied } from '../actions/action.ts';
import { Kinds } from '../kinds.ts';
import { countedAs } from './counted.ts';
import { LedgerRepository, type Settled, type ToReadBack } from './ledger.repository.ts';
import { type Outcome, outcomeOfReading, type Settling } from './outcome.ts';

export interface Intent {
  readonly lease: Lease;
  readonly jobId: string;
  readonly interactionId: string;
  /** The daily limit that it counts against. */
  readonly spends: Quota;
  readonly ramp: number;
}

/** `written`: the call may be sent; `quota`: none is left; `lost`: the account's lease is lost. */
export type IntentResult = 'written' | 'quota' | 'lost';

class QuotaGone extends Error {}
class LeaseLost extends Error {}
class NotBoth extends Error {}

/** An action that is done, with what there is to say of it. */
export interface Done {
  readonly intent: Intent;
  readonly applied: Applied;
  readonly durationMs: number;
  readonly target: Logged;
}

/** Of whom the log speaks. */
export interface Logged {
  readonly action: string;
  readonly job_id: string;
  readonly target_pk: string;
  readonly target_username: string | null;
}

const slotOf = (userId: string, { lease, spends }: Intent) => ({ userId, accountId: lease.accountId, action: spends });

const codeOf = (outcome: Outcome): string | null =>
  outcome.state === 'confirmed' ? null : errorEntry(outcome.symbol).code;

const changedBy = (userId: string, accountId: string, target: Logged): Change[] => [
  ['job', target.job_id],
  ['quota', userId],
  ['bot', accountId],
];

/**
 * The record of every action. Before a call: quota and intent in one transaction. After it: outcome, job, quota,
 * activity and events in one transaction. A call without an answer is read back later and never sent again.
 */
@Injectable()
export class LedgerService {
  constructor(
    private readonly db: Database,
    private readonly ledger: LedgerRepository,
    private readonly kinds: Kinds,
    private readonly quotas: QuotasService,
    private readonly stats: DailyStatsRepository,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly announcer: Announcer,
    private readonly clock: Clock,
  ) {}

  /** Reserves and intends. */
  async intend(userId: string, intent: Intent): Promise<IntentResult> {
    const { lease, jobId, interactionId, ramp } = intent;
    try {
      await this.db.asUser(userId, async (tx) => {
        const now = this.clock.now();
        const [reserved, stands] = await tx.together(() => [
          this.quotas.reserve(tx, slotOf(userId, intent), ramp, now),
          this.ledger.intend(tx, lease, jobId, interactionId, now),
        ]);
        // Thrown, so that neither is kept without the other.
        if (!reserved) throw new QuotaGone();
        if (!stands) throw new LeaseLost();
      });
      return 'written';
    } catch (error) {
      if (error instanceof QuotaGone) return 'quota';
      if (error instanceof LeaseLost) return 'lost';
      throw error;
    }
  }

  /**
   * Records that an action is done and takes up the next one, in one transaction and one write. False: neither was
   * written, whatever the reason; each can then be tried alone.
   */
  async settleAndIntend(userId: string, done: Done, next: Intent): Promise<boolean> {
    const { lease, interactionId } = done.intent;
    const outcome = { state: 'confirmed', applied: done.applied } as const;
    try {
      const logged = await this.db.asUser(userId, async (tx) => {
        const now = this.clock.now();
        const [reserved, stands, settled, , id] = await tx.together(() => [
          this.quotas.reserve(tx, slotOf(userId, next), next.ramp, now),
          this.ledger.intend(tx, next.lease, next.jobId, next.interactionId, now),
          this.ledger.settle(
            tx,
            lease,
            interactionId,
            { state: outcome.state, code: null, durationMs: done.durationMs },
            this.reverseOf(done.target.action),
          ),
          this.stats.count(tx, interactionId, countedAs(outcome.state), now),
          this.activity.appendQuietly(tx, this.entryOf(lease.accountId, done.target, outcome, done.durationMs)),
        ]);
        if (!reserved || !stands || !settled) throw new NotBoth();
        return id;
      });
      this.announcer.announce(userId, [['activity', logged], ...changedBy(userId, lease.accountId, done.target)]);
      return true;
    } catch (error) {
      // The user or the account was deleted meanwhile, and its log with it.
      if (error instanceof NotBoth || belongsToNothing(error)) return false;
      throw error;
    }
  }

  /** Records an outcome. False where the intent was not ours to settle any more; then it is read back. */
  async settle(
    tx: Tx,
    { lease, interactionId }: Intent,
    { action, outcome, durationMs }: { action: string; outcome: Settling; durationMs: number },
  ): Promise<boolean> {
    const row = await this.ledger.settle(
      tx,
      lease,
      interactionId,
      { state: outcome.state, code: codeOf(outcome), durationMs },
      this.reverseOf(action),
    );
    if (row) await this.record(tx, lease.accountId, row, outcome, { durationMs, before: 'intended' });
    return row !== null;
  }

  /** Records what was read back from Instagram; null: it cannot be read. */
  async settleReadBack(tx: Tx, accountId: string, row: ToReadBack, found: Applied | null): Promise<void> {
    const outcome = outcomeOfReading(found, row.error_code ? symbolOfCode(row.error_code) : null);
    const settled = await this.ledger.settleReadBack(
      tx,
      { id: row.id, accountId },
      { state: outcome.state, code: codeOf(outcome) },
      this.reverseOf(row.action),
    );
    if (settled) await this.record(tx, accountId, row, outcome, { durationMs: null, before: row.state });
  }

  /** Refuses after all what Instagram claimed and does not show. It was accepted, so its quota stays spent. */
  async retract(
    tx: Tx,
    accountId: string,
    { jobId, action, objects }: { jobId: string; action: string; objects: readonly string[] },
  ): Promise<void> {
    if (objects.length === 0) return;
    const outcome = { state: 'refused', symbol: 'ACTION_NOT_APPLIED' } as const;
    const { code } = errorEntry(outcome.symbol);
    const rows = await this.ledger.retract(tx, jobId, objects, { code, reverse: this.reverseOf(action) });
    for (const row of rows) {
      await this.stats.count(tx, row.id, { done: -1, failed: 1 }, this.clock.now());
      const changed = changedBy(tx.userId, accountId, row);
      await this.activity.append(tx, this.entryOf(accountId, row, outcome, null), changed);
    }
  }

  /** Leaves a planned target out. */
  async skip(tx: Tx, jobId: string, interactionId: string, symbol: ErrorSymbol): Promise<void> {
    if (!(await this.ledger.skip(tx, interactionId, errorEntry(symbol).code))) return;
    await this.stats.count(tx, interactionId, { skipped: 1 }, this.clock.now());
    await this.events.publish(tx, 'job', jobId);
  }

  /** What an action takes back; null: nothing. */
  private reverseOf(action: string): string | null {
    return this.kinds.action(action).entry.undoneBy;
  }

  /** What follows from an outcome for quota, log and screens. */
  private async record(
    tx: Tx,
    accountId: string,
    row: Settled,
    outcome: Outcome,
    { durationMs, before }: { durationMs: number | null; before: 'intended' | 'unknown' },
  ): Promise<void> {
    await this.stats.count(tx, row.id, countedAs(outcome.state, before), this.clock.now());
    if (outcome.state === 'refused') {
      await this.quotas.release(
        tx,
        { userId: tx.userId, accountId, action: this.kinds.action(row.action).entry.spends },
        row.quota_day,
      );
    }
    await this.activity.append(
      tx,
      this.entryOf(accountId, row, outcome, durationMs),
      changedBy(tx.userId, accountId, row),
    );
  }

  /** What the log says of an outcome. */
  private entryOf(accountId: string, target: Logged, outcome: Outcome, durationMs: number | null): NewActivity {
    const name = target.target_username ?? target.target_pk;
    return {
      action: target.action,
      ...(outcome.state === 'confirmed'
        ? { status: 'success', message: this.kinds.action(target.action).describe(name, outcome.applied) }
        : {
            status: 'warning',
            message:
              outcome.state === 'needs_review'
                ? say('review.question', { action: target.action, target: name })
                : say('action.failed', { target: name, error: sayError(outcome.symbol) }),
            errorCode: codeOf(outcome),
          }),
      accountId,
      jobId: target.job_id,
      targetPk: target.target_pk,
      targetUsername: target.target_username,
      durationMs,
    };
  }
}
