import { Injectable } from '@nestjs/common';
import { withLogContext } from '../../../platform/logging/context.ts';
import type { FetchedTurn } from '../../../platform/queue/queue.ts';
import { FleetProbe } from '../fleet/fleet-probe.ts';
import { FleetWatch } from '../fleet/fleet-watch.ts';
import { concernsOthers } from '../fleet/verdict.ts';
import type { HeldTurn } from './held-turn.ts';
import { TurnClaims } from './turn-claims.ts';
import { TurnFailures } from './turn-failures.ts';
import type { Next } from './turn-step.ts';
import { TurnSteps } from './turn-steps.ts';

/**
 * One turn of one account: plan, reserve and intend, call, record, and the next turn. Every step on the data is one
 * transaction, and whatever happens between two of them leaves the ledger so that the reconciler can finish it.
 */
@Injectable()
export class TurnRunner {
  constructor(
    private readonly claims: TurnClaims,
    private readonly steps: TurnSteps,
    private readonly failures: TurnFailures,
    private readonly probe: FleetProbe,
    private readonly watch: FleetWatch,
  ) {}

  run(fetched: FetchedTurn, stopping: AbortSignal): Promise<void> {
    return withLogContext({ correlationId: fetched.attempt.id }, () => this.perform(fetched, stopping));
  }

  private async perform(fetched: FetchedTurn, stopping: AbortSignal): Promise<void> {
    const begun = await this.claims.begin(fetched, stopping);
    if (!begun) return;
    const { held } = begun;
    let { next } = begun;
    while (next.kind !== 'ended') next = await this.step(held, next);
    const { fleetSignal, session, userId, lease } = held;
    if (held.probe) await this.probe.end({ userId, accountId: lease.accountId, fleetSignal, session });
    else if (fleetSignal && concernsOthers(fleetSignal)) await this.watch.run();
  }

  private async step(held: HeldTurn, next: Exclude<Next, { kind: 'ended' }>): Promise<Next> {
    try {
      return await this.steps.take(held, next);
    } catch (error) {
      return this.failures.end(held, next, error);
    }
  }
}
