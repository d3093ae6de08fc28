import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { withLogContext } from '../../../platform/logging/context.ts';
import { type FetchedTurn, Queue } from '../../../platform/queue/queue.ts';
import { AccountLease, AccountsService } from '../../accounts/index.ts';
import { type Failure, InstagramGateway, type InstagramSession } from '../../instagram/index.ts';
import { FleetProbe } from '../fleet/fleet-probe.ts';
import { FleetWatch } from '../fleet/fleet-watch.ts';
import { isTrouble } from '../fleet/verdict.ts';
import type { OpenJobRow } from '../jobs/jobs.repository.ts';
import { Course, ENDED, type Next } from './course.ts';
import type { HeldTurn } from './held-turn.ts';
import { JobProgress } from './job-progress.ts';
import { Objections } from './objections.ts';
import { Performer } from './performer.ts';
import { SourceReader } from './source-reader.ts';
import { Verifier } from './verifier.ts';
import { TurnsRepository } from './turns.repository.ts';

/** How long a bot waits for a key that is not here before it looks again, milliseconds. */
const KEY_AGAIN_MS = 60_000;

/** What `currentUser` was answered says nothing of the session. */
const NO_ANSWER = { symbol: 'INSTAGRAM_UNEXPECTED', scope: 'account', next: 'retry_later' } as const;

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
    private readonly lease: AccountLease,
    private readonly course: Course,
    private readonly performer: Performer,
    private readonly verifier: Verifier,
    private readonly progress: JobProgress,
    private readonly objections: Objections,
    private readonly sources: SourceReader,
    private readonly accounts: AccountsService,
    private readonly instagram: InstagramGateway,
    private readonly probe: FleetProbe,
    private readonly watch: FleetWatch,
    private readonly clock: Clock,
  ) {}

  run(fetched: FetchedTurn, stopping: AbortSignal): Promise<void> {
    return withLogContext({ correlationId: fetched.attempt.id }, () => this.perform(fetched, stopping));
  }

  private async perform(fetched: FetchedTurn, stopping: AbortSignal): Promise<void> {
    const userId = fetched.turn.user_id;
    const claimed = await this.db.asUser(userId, (tx) => this.claim(tx, fetched, stopping));
    if (claimed === 'busy') return this.queue.fail(fetched);
    if (claimed === 'outdated') return this.queue.complete(fetched);
    const { held } = claimed;
    let { next } = claimed;
    while (next.kind !== 'ended') next = await this.step(held, next);
    if (held.probe) await this.probe.end(held, () => this.session(held));
    else if (held.heard && isTrouble(held.heard)) await this.watch.run();
  }

  private async claim(
    tx: Tx,
    fetched: FetchedTurn,
    stopping: AbortSignal,
  ): Promise<'busy' | 'outdated' | { held: HeldTurn; next: Next }> {
    const claim = await this.turns.claim(tx, fetched.turn, this.worker);
    if (claim.kind !== 'held') return claim.kind;
    const held: HeldTurn = {
      fetched,
      userId: tx.userId,
      lease: claim.lease,
      account: claim.row,
      startedAt: this.clock.monotonic(),
      stopping,
      probe: claim.row.fleet === 'probe',
      heard: null,
      session: null,
      sessionDoubted: claim.row.session_doubted,
      faultsInARow: claim.row.faults_in_a_row,
      lastActionAt: claim.row.last_action_at,
      outlook: null,
      verified: new Map(),
      usedUp: new Set(),
    };
    // Whoever lets all bots go asks for their turns.
    const paused = claim.row.fleet === 'paused';
    return { held, next: paused ? await this.course.end(tx, held, null) : await this.course.advance(tx, held) };
  }

  private async step(held: HeldTurn, next: Exclude<Next, { kind: 'ended' }>): Promise<Next> {
    if (next.kind === 'linger') {
      await this.clock.sleep(next.until.getTime() - this.clock.now().getTime(), held.stopping);
      return this.db.asUser(held.userId, async (tx) =>
        (await this.lease.extendTurn(tx, held.lease)) ? this.course.advance(tx, held) : this.course.giveUp(tx, held),
      );
    }
    const session = await this.session(held);
    if (!session) return ENDED;
    switch (next.kind) {
      case 'act':
        return this.performer.act(held, session, next);
      case 'verify':
        return this.verifier.verify(held, session, next.job);
      case 'read':
        return this.read(held, session, next.job);
      case 'ask_session':
        return this.askSession(held, session, next.job);
    }
  }

  /**
   * The client of the account; null where its session cannot be opened, which ends the turn: for good where the session is
   * lost, for a while where only its key is not here.
   */
  private async session(held: HeldTurn): Promise<InstagramSession | null> {
    if (held.session) return held.session;
    const { accountId } = held.lease;
    try {
      // What is written of it reaches the disk with the commit before the first call, which waits for it.
      const state = await this.db.asUserSoon(held.userId, (tx) =>
        this.accounts.openSession(tx, accountId, { purpose: 'turn' }),
      );
      held.session = await this.instagram.open(state);
      return held.session;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await this.db.asUser(held.userId, (tx) => this.withoutSession(tx, held, error));
      return null;
    }
  }

  private async withoutSession(tx: Tx, held: HeldTurn, error: AppError): Promise<void> {
    const { accountId } = held.lease;
    switch (error.symbol) {
      case 'SESSION_INVALID':
      case 'SESSION_UNREADABLE':
        await this.accounts.loseSession(tx, accountId, error);
        await this.course.end(tx, held, null);
        return;
      case 'SEALING_KEY_MISSING':
        await this.accounts.awaitKey(tx, accountId, error);
        await this.course.end(tx, held, new Date(this.clock.now().getTime() + KEY_AGAIN_MS));
        return;
      default:
        throw error;
    }
  }

  /** One question whether the session holds; only its answer decides. */
  private async askSession(held: HeldTurn, session: InstagramSession, job: OpenJobRow): Promise<Next> {
    const { lease, userId } = held;
    if (!(await this.db.asUser(userId, (tx) => this.lease.extendTurn(tx, lease)))) {
      return this.db.asUser(userId, (tx) => this.course.giveUp(tx, held));
    }
    const answer = await session.currentUser();
    const changed = await session.changedState();
    return this.db.asUser(userId, async (tx) => {
      const turn = await this.lease.renewTurn(tx, lease);
      if (turn === 'lost') return this.course.giveUp(tx, held);
      if (changed) await this.accounts.storeSession(tx, lease.accountId, changed);
      if (answer.ok) {
        held.heard = 'good';
        held.sessionDoubted = false;
        await this.accounts.trustSession(tx, lease.accountId);
        return turn === 'stopped' ? this.course.giveUp(tx, held) : this.course.advance(tx, held);
      }
      // There is no target here that could be skipped.
      const failure: Failure = answer.failure.scope === 'target' ? { ...answer.failure, ...NO_ANSWER } : answer.failure;
      const objected = await this.objections.toAction(tx, held, job, failure);
      return turn === 'stopped' ? this.course.giveUp(tx, held) : this.course.end(tx, held, objected?.until ?? null);
    });
  }

  private async read(held: HeldTurn, session: InstagramSession, job: OpenJobRow): Promise<Next> {
    const page = await this.sources.read(held, session, job);
    const changed = await session.changedState();
    if (page.kind === 'page') held.heard = 'good';
    return this.db.asUser(held.userId, async (tx) => {
      const turn = await this.lease.renewTurn(tx, held.lease);
      if (turn === 'lost') return this.course.giveUp(tx, held);
      if (changed) await this.accounts.storeSession(tx, held.lease.accountId, changed);
      // Stopped between the two calls of a page: what the first one changed is kept.
      if (page.kind === 'lost') return this.course.giveUp(tx, held);
      if (page.kind === 'failed') {
        const objected = await this.objections.toReading(tx, held, job, page.failure);
        if (turn === 'stopped') return this.course.giveUp(tx, held);
        return objected ? this.course.end(tx, held, objected.until) : this.course.advance(tx, held);
      }
      if (turn === 'stopped') return this.course.giveUp(tx, held);
      // A page that brought nobody is followed by the next at the pace of actions, not at once.
      if (!(await this.progress.addPage(tx, held, job, page))) held.lastActionAt = this.clock.now();
      return this.course.advance(tx, held);
    });
  }
}
