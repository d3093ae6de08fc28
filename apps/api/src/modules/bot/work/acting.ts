import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import { LEASE_SECONDS } from '../../accounts/index.ts';
import { CALL_TIMEOUT_MS, type InstagramSession } from '../../instagram/index.ts';
import { Kinds } from '../kinds.ts';
import { LedgerService } from '../ledger/ledger.service.ts';
import { Calls } from './calls.ts';
import type { HeldTurn } from './held-turn.ts';
import { intentOf } from './intent.ts';
import { actStep } from './steps/act.step.ts';
import { TurnFlow } from './turn-flow.ts';
import type { Act, Next } from './turn-step.ts';

/** An intent older than this is not sent: the call might outlast the lease. Milliseconds. */
const LATEST_SEND_MS = LEASE_SECONDS * 1000 - CALL_TIMEOUT_MS - 1_000;

/** One action of a turn: reserve and intend, then the call. */
@Injectable()
export class Acting {
  constructor(
    private readonly db: Database,
    private readonly ledger: LedgerService,
    private readonly kinds: Kinds,
    private readonly calls: Calls,
    private readonly flow: TurnFlow,
    private readonly clock: Clock,
  ) {}

  async act(held: HeldTurn, session: InstagramSession, next: Act): Promise<Next> {
    const intent = intentOf(held, next, this.kinds);
    const started = next.intendedAt ?? this.clock.monotonic();
    if (next.intendedAt === undefined) {
      const result = await this.ledger.intend(held.userId, intent);
      if (result === 'quota') {
        held.usedUp.add(intent.spends);
        return this.db.asUser(held.userId, (tx) => this.flow.advance(tx, held));
      }
      if (result === 'lost') return this.db.asUser(held.userId, (tx) => this.flow.yieldTurn(tx, held));
    }
    held.lastActionAt = this.clock.now();
    // Too late to send: the intent is read back as not applied.
    if (this.clock.monotonic() - started > LATEST_SEND_MS) {
      return this.db.asUser(held.userId, (tx) => this.flow.yieldTurn(tx, held));
    }
    const action = this.kinds.action(next.job.action);
    return this.calls.take(held, session, actStep(action, next, intent, held.faultsInARow));
  }
}
