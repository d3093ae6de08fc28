import { Inject, Injectable } from '@nestjs/common';
import { say, sayError } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError, assertNever } from '../../../platform/errors/app-error.ts';
import { AccountsService } from '../../accounts/index.ts';
import { ActivityService, EventsService } from '../../activity/index.ts';
import { clientOf, type Failure } from '../../instagram/index.ts';
import { BotsRepository } from '../bots.repository.ts';
import { consequenceOf, isAskedOfAccount } from '../deciding/breaker.ts';
import { concernsOthers, fleetSignalOf, isForgiven } from '../fleet/verdict.ts';
import type { HeldTurn } from './held-turn.ts';
import { JobProgress } from './job-progress.ts';
import { type OpenJobRow, OpenJobsRepository } from './open-jobs.repository.ts';
import { SILENT_BLOCK } from './silent-block.ts';
import type { Objection } from './turn-step.ts';

/** This many actions in a row without effect are no accident. */
const IN_A_ROW = 3;

/** The turn ends; the next comes then, or (null) when a person has done something. */
export interface Objected {
  readonly until: Date | null;
}

/** What happens to bot and jobs when Instagram objects. */
@Injectable()
export class Objections {
  constructor(
    private readonly bots: BotsRepository,
    private readonly jobs: OpenJobsRepository,
    private readonly progress: JobProgress,
    private readonly accounts: AccountsService,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Null where the bot goes on. */
  record(tx: Tx, held: HeldTurn, job: OpenJobRow, objection: Objection): Promise<Objected | null> {
    switch (objection.to) {
      case 'action':
        return this.toAction(tx, held, job, objection.failure);
      case 'source':
        return this.toReading(tx, held, job, objection.failure);
      case 'nothing':
        return this.onNoEffect(tx, held, job);
      default:
        return assertNever(objection);
    }
  }

  /** To an action on a target. */
  private async toAction(tx: Tx, held: HeldTurn, job: OpenJobRow, failure: Failure): Promise<Objected | null> {
    const now = this.clock.now();
    const error = new AppError(failure.symbol);
    const signal = fleetSignalOf(failure);
    held.fleetSignal = signal;
    await this.jobs.recordError(tx, job.id, error.entry.code, error.words, now);
    if (failure.doubt) {
      await this.accounts.doubtSession(tx, held.lease.accountId);
      held.sessionDoubted = true;
    }
    const consequence = consequenceOf(failure, held.faultsInARow, now);
    if (consequence.bot === 'goes_on') return null;
    const until = consequence.bot === 'pauses' ? consequence.until : null;
    const { accountId } = held.lease;
    const ofFleet = await this.bots.recordFault(tx, accountId, {
      code: error.entry.code,
      message: error.words,
      at: now,
      until,
      // A cut that is over at the next try says nothing of the fleet.
      trouble: concernsOthers(signal) && consequence.bot !== 'retries' ? clientOf(this.config) : null,
      forgiven: isForgiven(signal),
    });
    if (until && isAskedOfAccount(failure)) {
      await this.accounts.keepWait(tx, held.account.instagram_pk, { code: error.entry.code, until });
    }
    // All bots are paused for it, and get their turns when they go on.
    if (ofFleet) return { until: null };
    if (consequence.bot === 'retries') return { until: consequence.at };
    if (!until) {
      await this.accounts.loseSession(tx, accountId, error);
      return { until };
    }
    const waiting = await this.jobs.holdAll(tx, accountId, say('breaker', { error: error.words }), until);
    await this.activity.append(tx, {
      action: 'bot_paused',
      status: 'warning',
      message: say('bot.paused', {
        account: held.account.instagram_username,
        error: error.words,
        until: until.toISOString(),
      }),
      errorCode: error.entry.code,
      accountId,
      jobId: job.id,
    });
    await this.events.publishAll(tx, [['bot', accountId], ...waiting.map((id) => ['job', id] as const)]);
    return { until };
  }

  /** An action that was accepted without effect: several in a row pause the bot. */
  private async onNoEffect(tx: Tx, held: HeldTurn, job: OpenJobRow): Promise<Objected | null> {
    if (held.faultsInARow + 1 >= IN_A_ROW) return this.toAction(tx, held, job, SILENT_BLOCK);
    await this.bots.countFault(tx, held.lease.accountId);
    return null;
  }

  /** To reading a source. A source that is not there fails its job, not the bot. */
  private async toReading(tx: Tx, held: HeldTurn, job: OpenJobRow, failure: Failure): Promise<Objected | null> {
    const objected = await this.toAction(tx, held, job, failure);
    if (objected) return objected;
    const message = say('job.source_failed', { error: sayError(failure.symbol) });
    await this.progress.fail(tx, held.lease.accountId, job.id, failure.symbol, message);
    return null;
  }
}
