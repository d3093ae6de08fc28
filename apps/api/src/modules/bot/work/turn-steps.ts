import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import { assertNever } from '../../../platform/errors/app-error.ts';
import { AccountLease, SessionOpener } from '../../accounts/index.ts';
import type { InstagramSession } from '../../instagram/index.ts';
import { Acting } from './acting.ts';
import type { HeldTurn } from './held-turn.ts';
import { Reading } from './reading.ts';
import { TurnFlow } from './turn-flow.ts';
import { ENDED, type Next } from './turn-step.ts';

/** How long a bot waits for a key that is not here before it looks again, milliseconds. */
const KEY_AGAIN_MS = 60_000;

type Pending = Exclude<Next, { kind: 'ended' }>;

/** One step of a turn after the other: which it is, and the session that it needs. */
@Injectable()
export class TurnSteps {
  constructor(
    private readonly db: Database,
    private readonly lease: AccountLease,
    private readonly sessions: SessionOpener,
    private readonly acting: Acting,
    private readonly reading: Reading,
    private readonly flow: TurnFlow,
    private readonly clock: Clock,
  ) {}

  async take(held: HeldTurn, next: Pending): Promise<Next> {
    if (next.kind === 'linger') return this.linger(held, next.until);
    const session = (held.session ??= await this.open(held));
    if (!session) return ENDED;
    switch (next.kind) {
      case 'act':
        return this.acting.act(held, session, next);
      case 'read':
        return this.reading.page(held, session, next);
      case 'standing':
        return this.reading.standing(held, session, next);
      case 'prepare':
        return this.reading.prepare(held, session, next);
      case 'look':
        return this.reading.look(held, session, next);
      case 'verify':
        return this.reading.verify(held, session, next);
      case 'control':
        return this.reading.control(held, session, next);
      case 'ask_session':
        return this.reading.askSession(held, session, next);
      default:
        return assertNever(next);
    }
  }

  private async linger(held: HeldTurn, until: Date): Promise<Next> {
    await this.clock.sleep(until.getTime() - this.clock.now().getTime(), held.stopping);
    return this.db.asUser(held.userId, async (tx) =>
      (await this.lease.extendTurn(tx, held.lease)) ? this.flow.advance(tx, held) : this.flow.yieldTurn(tx, held),
    );
  }

  /** Null where the session cannot be opened, which ends the turn: for good, or for a while where only its key is missing. */
  private open(held: HeldTurn): Promise<InstagramSession | null> {
    return this.sessions.open(held.userId, held.lease.accountId, { purpose: 'turn' }, async (tx, what) => {
      const again = what === 'lost' ? null : new Date(this.clock.now().getTime() + KEY_AGAIN_MS);
      await this.flow.end(tx, held, again);
    });
  }
}
