import { Inject, Injectable } from '@nestjs/common';
import { type BreakerTrigger, say, sayError } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError, assertNever } from '../../../platform/errors/app-error.ts';
import { AccountsService } from '../../accounts/index.ts';
import { EventsService } from '../../activity/index.ts';
import { clientOf, type Failure } from '../../instagram/index.ts';
import { BotsRepository } from '../bots.repository.ts';
import { Breakers } from '../breakers/breakers.ts';
import { consequenceOf } from '../deciding/breaker.ts';
import { reachOf } from '../deciding/breaker-course.ts';
import { isLeftToPerson } from '../deciding/doubts.ts';
import { concernsOthers, fleetSignalOf, isForgiven } from '../fleet/verdict.ts';
import { Kinds } from '../kinds.ts';
import { type HeldTurn, objectedTo } from './held-turn.ts';
import { JobProgress } from './job-progress.ts';
import { type OpenJobRow, OpenJobsRepository } from './open-jobs.repository.ts';
import { SILENT_BLOCK } from './silent-block.ts';
import type { Objection } from './turn-step.ts';

/** The turn ends; the next comes then, or (null) when a person has done something. */
export interface Objected {
  readonly until: Date | null;
}

const triggerOf = ({ symbol }: Failure, acted: boolean): BreakerTrigger => {
  if (symbol === 'ACTION_NOT_APPLIED') return 'no_effect';
  return acted ? 'action' : 'read';
};

/** What happens to bot and jobs when Instagram objects. */
@Injectable()
export class Objections {
  constructor(
    private readonly bots: BotsRepository,
    private readonly jobs: OpenJobsRepository,
    private readonly progress: JobProgress,
    private readonly accounts: AccountsService,
    private readonly breakers: Breakers,
    private readonly kinds: Kinds,
    private readonly events: EventsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Null where the turn goes on. `acted`: the answer was to an action, and not to a read. */
  record(tx: Tx, held: HeldTurn, job: OpenJobRow, objection: Objection, acted: boolean): Promise<Objected | null> {
    switch (objection.to) {
      case 'action':
        return this.toCall(tx, held, job, objection.failure, triggerOf(objection.failure, acted));
      case 'source':
        return this.toReading(tx, held, job, objection.failure);
      case 'nothing':
        return this.onNoEffect(tx, held, job);
      default:
        return assertNever(objection);
    }
  }

  private async toCall(
    tx: Tx,
    held: HeldTurn,
    job: OpenJobRow,
    failure: Failure,
    trigger: BreakerTrigger,
  ): Promise<Objected | null> {
    const now = this.clock.now();
    const error = new AppError(failure.symbol);
    const signal = fleetSignalOf(failure);
    held.fleetSignal = signal;
    await this.jobs.recordError(tx, job.id, error.entry.code, error.words, now);
    const doubts = failure.doubt ? await this.accounts.doubtSession(tx, held.lease.accountId) : 0;
    if (failure.doubt) held.sessionDoubted = true;
    const consequence = consequenceOf(failure, held.faultsInARow, now);
    if (consequence.bot === 'goes_on') return null;
    const { accountId } = held.lease;
    const reach = reachOf(failure, trigger !== 'read');
    const ofFleet = await this.bots.recordFault(tx, accountId, {
      code: error.entry.code,
      message: error.words,
      at: now,
      counts: reach === 'account',
      // A cut that is over at the next try says nothing of the fleet.
      trouble: concernsOthers(signal) && consequence.bot !== 'retries' ? clientOf(this.config) : null,
      forgiven: isForgiven(signal),
    });
    // All bots are paused for it, and get their turns when they go on.
    if (ofFleet) return { until: null };
    if (isLeftToPerson(doubts)) return this.leaveToPerson(tx, held);
    if (consequence.bot === 'retries') return { until: consequence.at };
    if (consequence.bot === 'stops') {
      await this.accounts.loseSession(tx, accountId, error);
      return { until: null };
    }
    const until = await this.breakers.open(tx, objectedTo(held), {
      action: reach === 'action' ? this.kinds.spends(job.action) : null,
      failure,
      error: error.words,
      trigger,
      jobId: job.id,
      inARow: held.faultsInARow,
    });
    if (reach === 'action') {
      await this.jobs.wait(tx, job.id, say('breaker', { error: error.words }), until);
      // Other actions go on, in a turn that knows of the breaker and of what it cost.
      return { until: now };
    }
    const waiting = await this.jobs.holdAll(tx, accountId, say('breaker', { error: error.words }), until);
    await this.events.publishAll(
      tx,
      waiting.map((id) => ['job', id]),
    );
    return { until };
  }

  /** Nothing that this bot could still ask settles whether its session holds. */
  private async leaveToPerson(tx: Tx, { lease: { accountId }, account }: HeldTurn): Promise<Objected> {
    const { instagram_username: instagramUsername } = account;
    const error = await this.accounts.leaveInDoubt(tx, { id: accountId, instagramUsername });
    const waiting = await this.jobs.holdAll(tx, accountId, say('breaker', { error }), null);
    await this.events.publishAll(
      tx,
      waiting.map((id) => ['job', id]),
    );
    return { until: null };
  }

  /** An action that was accepted without effect: several in a row are a block that Instagram does not tell of. */
  private async onNoEffect(tx: Tx, held: HeldTurn, job: OpenJobRow): Promise<Objected | null> {
    if (!(await this.breakers.isSilentBlock(tx, held.lease.accountId, job.action))) return null;
    return this.toCall(tx, held, job, SILENT_BLOCK, 'no_effect');
  }

  /** To reading a source. A source that is not there fails its job, not the bot. */
  private async toReading(tx: Tx, held: HeldTurn, job: OpenJobRow, failure: Failure): Promise<Objected | null> {
    const objected = await this.toCall(tx, held, job, failure, 'read');
    if (objected) return objected;
    const message = say('job.source_failed', { error: sayError(failure.symbol) });
    await this.progress.fail(tx, held.lease.accountId, job.id, failure.symbol, message);
    return null;
  }
}
