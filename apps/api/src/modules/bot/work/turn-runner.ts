import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { withLogContext } from '../../../platform/logging/context.ts';
import { type FetchedTurn, Queue } from '../../../platform/queue/queue.ts';
import { AccountLease, AccountsService, LEASE_SECONDS } from '../../accounts/index.ts';
import { CALL_TIMEOUT_MS, InstagramGateway, type InstagramSession } from '../../instagram/index.ts';
import { actionKind } from '../actions/index.ts';
import { BotsRepository } from '../bots.repository.ts';
import { FactsService } from '../deciding/facts.service.ts';
import { type Candidate, planAccount, type Step } from '../deciding/planner.ts';
import type { OpenJobRow } from '../jobs/jobs.repository.ts';
import { type Intent, LedgerService } from '../ledger/ledger.service.ts';
import type { HeldTurn } from './held-turn.ts';
import { JobProgress } from './job-progress.ts';
import { Objections } from './objections.ts';
import { SourceReader } from './source-reader.ts';
import { TurnsRepository } from './turns.repository.ts';
import { TurnsService } from './turns.service.ts';
import { WAITING_WORDS } from './waiting-words.ts';

/** What a turn does next: a call to Instagram, a short pause, or nothing more. */
type Next =
  | { readonly kind: 'act'; readonly job: OpenJobRow; readonly candidate: Candidate }
  | { readonly kind: 'read'; readonly job: OpenJobRow }
  | { readonly kind: 'linger'; readonly until: Date }
  | { readonly kind: 'ended' };

const ENDED: Next = { kind: 'ended' };

/** A pause this short is waited out within the turn; milliseconds. Real accounts never have one: their gap is longer. */
const LINGER_MS = 1_000;
/** A wait shorter than this does not change what people see of a job; milliseconds. */
const TOLD_AFTER_MS = 2_000;
/** After this long a turn ends even if it could go on, so that other accounts get theirs; milliseconds. */
const LONGEST_TURN_MS = 20_000;
/** An intent older than this is not sent: the call might outlast the lease. Milliseconds. */
const LATEST_SEND_MS = LEASE_SECONDS * 1000 - CALL_TIMEOUT_MS - 1_000;

/**
 * One turn of one account: plan, reserve and intend, call, record, and the next turn. Every step on the data is one
 * transaction, and whatever happens between two of them leaves the ledger so that the reconciler can finish it.
 */
@Injectable()
export class TurnRunner {
  private readonly worker = randomUUID();

  constructor(
    private readonly db: Database,
    private readonly queue: Queue,
    private readonly turns: TurnsRepository,
    private readonly schedule: TurnsService,
    private readonly lease: AccountLease,
    private readonly facts: FactsService,
    private readonly ledger: LedgerService,
    private readonly progress: JobProgress,
    private readonly objections: Objections,
    private readonly sources: SourceReader,
    private readonly bots: BotsRepository,
    private readonly accounts: AccountsService,
    private readonly instagram: InstagramGateway,
    private readonly clock: Clock,
  ) {}

  run(fetched: FetchedTurn): Promise<void> {
    return withLogContext({ correlationId: fetched.attempt.id }, () => this.perform(fetched));
  }

  private async perform(fetched: FetchedTurn): Promise<void> {
    const userId = fetched.turn.user_id;
    const claimed = await this.db.asUser(userId, (tx) => this.claim(tx, fetched));
    if (claimed === 'busy') return this.queue.fail(fetched);
    if (claimed === 'outdated') return this.queue.complete(fetched);
    const { held } = claimed;
    let { next } = claimed;
    while (next.kind !== 'ended') next = await this.step(held, next);
  }

  private async claim(tx: Tx, fetched: FetchedTurn): Promise<'busy' | 'outdated' | { held: HeldTurn; next: Next }> {
    const claim = await this.turns.claim(tx, fetched.turn, this.worker);
    if (claim.kind !== 'held') return claim.kind;
    const held: HeldTurn = {
      fetched,
      userId: tx.userId,
      lease: claim.lease,
      account: claim.row,
      startedAt: this.clock.monotonic(),
      session: null,
      faultsInARow: claim.row.faults_in_a_row,
      lastActionAt: claim.row.last_action_at,
      usedUp: new Set(),
    };
    return { held, next: await this.advance(tx, held) };
  }

  private async step(held: HeldTurn, next: Exclude<Next, { kind: 'ended' }>): Promise<Next> {
    if (next.kind === 'linger') {
      await this.clock.sleep(next.until.getTime() - this.clock.now().getTime());
      return this.db.asUser(held.userId, async (tx) =>
        (await this.lease.extend(tx, held.lease)) ? this.advance(tx, held) : this.giveUp(tx, held),
      );
    }
    const session = await this.session(held);
    if (!session) return ENDED;
    return next.kind === 'read' ? this.read(held, session, next.job) : this.act(held, session, next);
  }

  /** Plans, does what needs no call, and says what comes next; ends the turn in the same transaction where it ends. */
  private async advance(tx: Tx, held: HeldTurn): Promise<Next> {
    const { cooldown_until: until } = held.account;
    if (until && until > this.clock.now()) return this.end(tx, held, until);
    for (;;) {
      const { rows, facts } = await this.facts.load(tx, held);
      const step = planAccount(facts);
      if (!step) return this.end(tx, held, null);
      const job = rows.find((row) => row.id === step.jobId) as OpenJobRow;
      switch (step.kind) {
        case 'skip':
          await this.ledger.skip(tx, job.id, step.candidate.interactionId, step.symbol);
          break;
        case 'finish':
          await this.progress.finish(tx, held, job, step.short);
          break;
        case 'wait':
          return this.wait(tx, held, rows, step);
        case 'read_source':
          return this.inTime(held) ? { kind: 'read', job } : this.end(tx, held, this.clock.now());
        case 'act':
          return this.inTime(held)
            ? { kind: 'act', job, candidate: step.candidate }
            : this.end(tx, held, this.clock.now());
      }
    }
  }

  private async wait(
    tx: Tx,
    held: HeldTurn,
    rows: readonly OpenJobRow[],
    { until, reason }: Extract<Step, { kind: 'wait' }>,
  ): Promise<Next> {
    const now = this.clock.now();
    const ms = until.getTime() - now.getTime();
    if (reason !== 'reading_back' && ms <= LINGER_MS && this.inTime(held)) return { kind: 'linger', until };
    // A gap is part of running, and so is a moment; what lasts is told as waiting.
    if (reason !== 'gap' && ms > TOLD_AFTER_MS) await this.progress.waiting(tx, rows, WAITING_WORDS[reason], until);
    // Reading back is somebody else's work: they ask for a turn when they are done; this one is for safety.
    const next = reason === 'reading_back' ? new Date(Math.max(until.getTime(), now.getTime()) + 5_000) : until;
    return this.end(tx, held, next);
  }

  private async end(tx: Tx, held: HeldTurn, nextAt: Date | null): Promise<Next> {
    await this.schedule.end(tx, held.fetched, held.lease, nextAt);
    return ENDED;
  }

  /**
   * Stopped or cancelled meanwhile, or this process slept longer than its lease: the next turn looks anew. It must be
   * asked for here, because a lease may run out with nobody there to take it over.
   */
  private giveUp(tx: Tx, held: HeldTurn): Promise<Next> {
    return this.end(tx, held, this.clock.now());
  }

  private inTime(held: HeldTurn): boolean {
    return this.clock.monotonic() - held.startedAt < LONGEST_TURN_MS;
  }

  /** The client of the account; null where its session cannot be opened, which ends the turn. */
  private async session(held: HeldTurn): Promise<InstagramSession | null> {
    if (held.session) return held.session;
    const { accountId } = held.lease;
    try {
      const state = await this.db.asUser(held.userId, (tx) => this.accounts.openSession(tx, accountId));
      held.session = await this.instagram.open(state);
      return held.session;
    } catch (error) {
      if (!(error instanceof AppError) || !['SESSION_INVALID', 'SESSION_UNREADABLE'].includes(error.symbol))
        throw error;
      await this.db.asUser(held.userId, async (tx) => {
        await this.accounts.loseSession(tx, accountId, error);
        await this.end(tx, held, null);
      });
      return null;
    }
  }

  private async read(held: HeldTurn, session: InstagramSession, job: OpenJobRow): Promise<Next> {
    const page = await this.sources.read(held, session, job);
    const changed = await session.changedState();
    return this.db.asUser(held.userId, async (tx) => {
      if (changed) await this.accounts.storeSession(tx, held.lease.accountId, changed);
      if (page.kind === 'lost') return this.giveUp(tx, held);
      if (page.kind === 'failed') {
        const objected = await this.objections.toReading(tx, held, job, page.failure);
        return objected ? this.end(tx, held, objected.until) : this.advance(tx, held);
      }
      // A page that brought nobody is followed by the next at the pace of actions, not at once.
      if (!(await this.progress.addPage(tx, held, job, page))) held.lastActionAt = this.clock.now();
      return this.advance(tx, held);
    });
  }

  private async act(
    held: HeldTurn,
    session: InstagramSession,
    { job, candidate }: Extract<Next, { kind: 'act' }>,
  ): Promise<Next> {
    const action = actionKind(job.action);
    const ramp = Number(held.account.ramp);
    const intent: Intent = { lease: held.lease, jobId: job.id, interactionId: candidate.interactionId, action, ramp };
    const started = this.clock.monotonic();
    const result = await this.ledger.intend(held.userId, intent);
    if (result === 'quota') {
      held.usedUp.add(job.action);
      return this.db.asUser(held.userId, (tx) => this.advance(tx, held));
    }
    if (result === 'lost') return this.db.asUser(held.userId, (tx) => this.giveUp(tx, held));
    held.lastActionAt = this.clock.now();
    // Too late to send: the intent stands, and is read back as not applied.
    if (this.clock.monotonic() - started > LATEST_SEND_MS) {
      return this.db.asUser(held.userId, (tx) => this.giveUp(tx, held));
    }

    const answer = await action.perform(session, candidate.pk);
    const changed = await session.changedState();
    // Should this be lost, the intent still stands, and the outcome is read back.
    return this.db.asUserSoon(held.userId, async (tx) => {
      if (changed) await this.accounts.storeSession(tx, held.lease.accountId, changed);
      if (!(await this.ledger.settle(tx, intent, answer))) return this.giveUp(tx, held);
      if (!answer.ok) {
        const objected = await this.objections.toAction(tx, held, job, answer.failure);
        if (objected) return this.end(tx, held, objected.until);
      } else if (held.faultsInARow > 0) {
        held.faultsInARow = 0;
        await this.bots.clearFaults(tx, held.lease.accountId);
      }
      return this.advance(tx, held);
    });
  }
}
