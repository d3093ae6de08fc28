import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { assertNever } from '../../../platform/errors/app-error.ts';
import { AccountsService } from '../../accounts/index.ts';
import { BotsRepository } from '../bots.repository.ts';
import { Breakers } from '../breakers/breakers.ts';
import { LedgerService } from '../ledger/ledger.service.ts';
import { type HeldTurn, isHalfOpen, objectedTo } from './held-turn.ts';
import { KnownPeopleService } from './known-people.ts';
import { JobProgress } from './job-progress.ts';
import type { Write } from './turn-step.ts';

/** The one place that writes what answers lead to. */
@Injectable()
export class OutcomeWriter {
  constructor(
    private readonly ledger: LedgerService,
    private readonly progress: JobProgress,
    private readonly bots: BotsRepository,
    private readonly accounts: AccountsService,
    private readonly breakers: Breakers,
    private readonly people: KnownPeopleService,
    private readonly clock: Clock,
  ) {}

  /** False if the intent was no longer ours to settle; then nothing after it was written. */
  async write(tx: Tx, held: HeldTurn, writes: readonly Write[]): Promise<boolean> {
    for (const one of writes) if (!(await this.writeOne(tx, held, one))) return false;
    return true;
  }

  private async writeOne(tx: Tx, held: HeldTurn, write: Write): Promise<boolean> {
    const { accountId } = held.lease;
    switch (write.kind) {
      case 'settle':
        if (!(await this.settle(tx, write))) return false;
        if (write.settling.state === 'confirmed' && isHalfOpen(held, write.intent.jobId))
          await this.breakers.tried(tx, objectedTo(held), write.intent.spends, write.intent.jobId);
        return true;
      case 'clear_faults':
        await this.bots.clearFaults(tx, accountId);
        return true;
      case 'trust_session':
        await this.accounts.trustSession(tx, accountId);
        held.sessionDoubted = false;
        return true;
      case 'page':
        // After a page without new people, the next one follows at the pace of actions, not at once.
        if (!(await this.progress.addPage(tx, accountId, write))) held.lastActionAt = this.clock.now();
        return true;
      case 'profiles':
        await this.people.remember(tx, accountId, write.profiles);
        return true;
      case 'prepared':
        if (!(await this.progress.addPrepared(tx, accountId, write))) held.lastActionAt = this.clock.now();
        return true;
      case 'skip':
        await this.ledger.skip(tx, write.jobId, write.interactionId, write.symbol);
        return true;
      case 'retract':
        await this.ledger.retract(tx, accountId, write);
        return true;
      case 'job_trouble':
        await this.progress.trouble(tx, accountId, write.jobIds, write.symbol);
        return true;
      default:
        return assertNever(write);
    }
  }

  private settle(
    tx: Tx,
    { intent, logged, settling: outcome, durationMs }: Extract<Write, { kind: 'settle' }>,
  ): Promise<boolean> {
    return this.ledger.settle(tx, intent, { action: logged.action, outcome, durationMs });
  }
}
