import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { UserLimits } from '../users/index.ts';
import { type Guess, LoginPausesRepository } from './login-pauses.repository.ts';
import type { Verdict } from './login-pauses.ts';

/** How long a sign-in waits for another one of the same name, milliseconds. */
const WAIT_MS = 15_000;
const ASK_AGAIN_MS = 150;

/** One sign-in with a password or a session file, let through. */
export interface Admission {
  /** Counts what came of it; once. Returns the wait that a wrong one brings, whole seconds; null for none. */
  settle(verdict: Verdict): Promise<number | null>;
  /** Releases the sign-in when it ends without a result; does nothing after `settle`. */
  letGo(): Promise<void>;
}

/**
 * Prevents guessing an Instagram account's password through Pacekeeper, and locking its owner out by guessing. Wrong
 * passwords make the name wait for the user who tried them, and for all users once several of them were wrong. Users
 * who have the account connected wait only for their own wrong passwords.
 */
@Injectable()
export class LoginPauses {
  constructor(
    private readonly pauses: LoginPausesRepository,
    private readonly limits: UserLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * Lets one sign-in at a time through for each name, and not too many of one user.
   * @throws AppError INSTAGRAM_LOGIN_PAUSED while the name waits, CONFLICT where another sign-in does not end, TOO_MANY_REQUESTS,
   * DATABASE_UNAVAILABLE: no guesses without the counters.
   */
  async admit(guess: Guess): Promise<Admission> {
    await this.limits.spend('instagram_sign_in', guess.userId);
    const holder = randomUUID();
    const deadline = this.clock.monotonic() + WAIT_MS;
    for (;;) {
      const { claimed, paused } = await this.pauses.claim(guess, holder);
      if (claimed) return this.admission(guess, holder);
      if (paused > 0) {
        await this.pauses.letGo(guess, holder);
        throw new AppError('INSTAGRAM_LOGIN_PAUSED', {}, { retryAfter: Math.ceil(paused) });
      }
      if (this.clock.monotonic() > deadline) {
        await this.pauses.letGo(guess, holder);
        throw new AppError('CONFLICT', { what: 'Another sign-in with this name is under way; try again in a moment.' });
      }
      await this.clock.sleep(ASK_AGAIN_MS);
    }
  }

  private admission(guess: Guess, holder: string): Admission {
    let open = true;
    const letGo = async () => {
      if (open) await this.pauses.letGo(guess, holder);
      open = false;
    };
    return {
      letGo,
      settle: async (verdict) => {
        if (verdict === 'unknown') await letGo();
        if (verdict === 'right') await this.pauses.clear(guess, holder);
        const wait = verdict === 'wrong' ? Math.ceil(await this.pauses.countWrong(guess, holder)) : null;
        open = false;
        return wait;
      },
    };
  }
}
