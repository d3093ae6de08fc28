import { Injectable } from '@nestjs/common';
import { say, sayError } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { assertNever } from '../../../platform/errors/app-error.ts';
import type { AccountPlan } from '../deciding/account-plan.ts';
import { LINGER_MS } from '../deciding/pace.ts';
import { isLimitAlone } from '../deciding/clock.ts';
import { type AccountStep, planAccount } from '../deciding/planner.ts';
import { LedgerService } from '../ledger/ledger.service.ts';
import { FactsService } from './facts.service.ts';
import type { HeldTurn } from './held-turn.ts';
import { JobProgress } from './job-progress.ts';
import type { OpenJobRow } from './open-jobs.repository.ts';
import { ENDED, type Next } from './turn-step.ts';
import { TurnsService } from './turns.service.ts';
import { WAITING_WORDS } from './waiting-words.ts';

/** Maximum length of a probe's turn, which has its result by then; milliseconds. */
const LONGEST_PROBE_MS = 3_000;

/** A wait shorter than this does not change what people see of a job; milliseconds. */
const TOLD_AFTER_MS = 2_000;
/** How often a bot whose limit is reached looks whether it was raised; milliseconds. */
const LIMIT_AGAIN_MS = 60_000;
/** After this long a turn ends even if it could go on, so that other accounts get theirs; milliseconds. */
const LONGEST_TURN_MS = 20_000;

export const jobOf = (rows: readonly OpenJobRow[], id: string): OpenJobRow =>
  rows.find((row) => row.id === id) as OpenJobRow;

/** Where it is in doubt whether the session holds, that is asked before any other call. */
const askFirst = (
  held: HeldTurn,
  next: Extract<Next, { kind: 'act' | 'look' | 'read' | 'prepare' | 'verify' }>,
): Next => (held.sessionDoubted ? { kind: 'ask_session', job: next.job } : next);

/** Which way a turn goes from here, and its end. Every method works within the transaction of the step before. */
@Injectable()
export class TurnFlow {
  constructor(
    private readonly schedule: TurnsService,
    private readonly facts: FactsService,
    private readonly ledger: LedgerService,
    private readonly progress: JobProgress,
    private readonly clock: Clock,
  ) {}

  /** Plans, does what needs no call, and says what comes next; ends the turn in the same transaction where it ends. */
  async advance(tx: Tx, held: HeldTurn): Promise<Next> {
    const { cooldown_until: until } = held.account;
    if (until && until > this.clock.now()) {
      const { rows } = await this.facts.load(tx, held);
      await this.progress.waiting(tx, rows, WAITING_WORDS.paused, until);
      return this.end(tx, held, until);
    }
    for (;;) {
      held.plan = await this.facts.load(tx, held);
      const { rows, facts } = held.plan;
      await this.failUnknown(tx, held, held.plan);
      const planned = planAccount(facts);
      // All bots were paused meanwhile: resuming them asks for their turns.
      if (!planned || rows.some((row) => row.fleet_paused)) return this.end(tx, held, null);
      const { step } = planned;
      const job = jobOf(rows, step.jobId);
      switch (step.kind) {
        case 'skip':
          await this.ledger.skip(tx, job.id, step.interactionId, step.symbol);
          break;
        case 'finish':
          if (job.done > 0 && held.verified.get(job.id) !== job.done) return askFirst(held, { kind: 'verify', job });
          await this.progress.finish(tx, held.lease.accountId, job, step.short);
          break;
        case 'plan_ready':
          // What may have been done before is left out, and then more may have to be read.
          if ((await this.progress.skipDone(tx, held.lease.accountId, job)) === 0) {
            await this.progress.finishPlan(tx, held.lease.accountId, job);
          }
          break;
        case 'wait':
          return this.wait(tx, held, rows, planned);
        case 'read_source':
          return this.inTime(held) ? askFirst(held, { kind: 'read', job }) : this.end(tx, held, this.clock.now());
        case 'prepare':
          return this.inTime(held)
            ? askFirst(held, { kind: 'prepare', job, people: step.people })
            : this.end(tx, held, this.clock.now());
        case 'act':
          return this.inTime(held)
            ? askFirst(held, { kind: job.looks_again ? 'look' : 'act', job, candidate: step.candidate })
            : this.end(tx, held, this.clock.now());
        default:
          return assertNever(step);
      }
    }
  }

  private async wait(tx: Tx, held: HeldTurn, rows: readonly OpenJobRow[], { step, waits }: AccountStep): Promise<Next> {
    if (step.kind !== 'wait') throw new TypeError('a step that does something does not wait');
    const { until, reason } = step;
    const now = this.clock.now();
    const ms = until.getTime() - now.getTime();
    if (reason !== 'reading_back' && ms <= LINGER_MS && this.inTime(held)) return { kind: 'linger', until };
    await this.tellWaits(tx, rows, waits, now);
    // Another worker reads back and asks for a turn when it is done; this one is for safety.
    if (reason === 'reading_back')
      return this.end(tx, held, new Date(Math.max(until.getTime(), now.getTime()) + 5_000));
    // A limit may be raised before the day is over.
    const again = held.plan?.facts.some(isLimitAlone) === true;
    return this.end(tx, held, again ? new Date(Math.min(until.getTime(), now.getTime() + LIMIT_AGAIN_MS)) : until);
  }

  /** Each job shows its own wait. Gaps and short waits are part of running; longer ones are shown. Retries have their own time. */
  private async tellWaits(tx: Tx, rows: readonly OpenJobRow[], waits: AccountStep['waits'], now: Date): Promise<void> {
    for (const { jobId, until, reason } of waits) {
      const job = jobOf(rows, jobId);
      if (reason === 'retrying') {
        if (job.state !== 'waiting') await this.progress.waiting(tx, [job], WAITING_WORDS.retrying, job.retry_at);
      } else if (reason !== 'gap' && until.getTime() - now.getTime() > TOLD_AFTER_MS) {
        await this.progress.waiting(tx, [job], WAITING_WORDS[reason], until);
      }
    }
  }

  /** A job is done but for a read that the account may not send yet; other jobs go on. */
  async waitForReads(tx: Tx, held: HeldTurn, job: OpenJobRow): Promise<Next> {
    const { againAt } = await this.facts.reads(tx, held);
    await this.progress.postpone(tx, job.id, WAITING_WORDS.read_cap, againAt);
    return this.advance(tx, held);
  }

  /** Jobs of an action or a source that this version does not have. */
  private async failUnknown(tx: Tx, { lease }: HeldTurn, { rows, facts }: AccountPlan<OpenJobRow>): Promise<void> {
    const known = new Set(facts.map(({ jobId }) => jobId));
    for (const { id } of rows.filter((row) => !known.has(row.id))) {
      await this.progress.fail(tx, lease.accountId, id, 'INTERNAL', say('job.failed', { error: sayError('INTERNAL') }));
    }
  }

  async end(tx: Tx, held: HeldTurn, nextAt: Date | null): Promise<Next> {
    await this.schedule.end(tx, held.fetched, held.lease, nextAt);
    return ENDED;
  }

  /**
   * Stopped or cancelled meanwhile, or this process slept longer than its lease: the next turn reads everything again. It
   * must be requested here, because no one may be there to take over an expired lease.
   */
  yieldTurn(tx: Tx, held: HeldTurn): Promise<Next> {
    return this.end(tx, held, this.clock.now());
  }

  inTime(held: HeldTurn): boolean {
    const longest = held.probe ? LONGEST_PROBE_MS : LONGEST_TURN_MS;
    return !held.stopping.aborted && this.clock.monotonic() - held.startedAt < longest;
  }
}
