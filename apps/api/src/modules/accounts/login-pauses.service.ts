import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { type LoginResult, lostInProxy } from '../instagram/index.ts';
import { LoginPausesRepository } from './login-pauses.repository.ts';

/** How long a sign-in waits for another one of the same name, milliseconds. */
const WAIT_MS = 15_000;
const ASK_AGAIN_MS = 150;

export type PasswordVerdict = 'right' | 'wrong' | 'unknown';

/**
 * What an answer says about the password alone. Instagram answers a wrong password of newer clients as an unknown name,
 * so both count. A challenge says nothing: Instagram may ask before it looks at the password. An answer that was lost in
 * one's own proxy counts as wrong: whoever runs it may see by its length what it was, and cut it off to be free of the count.
 */
export const verdictOf = (result: LoginResult): PasswordVerdict => {
  switch (result.outcome) {
    case 'connected':
      return 'right';
    case 'verification':
      return result.step.kind === 'two_factor' ? 'right' : 'unknown';
    case 'failed':
      if (lostInProxy(result.failure)) return 'wrong';
      return ['INSTAGRAM_BAD_PASSWORD', 'INSTAGRAM_INVALID_USER'].includes(result.failure.symbol) ? 'wrong' : 'unknown';
  }
};

/** One sign-in with a password, let through. */
export interface Admission {
  /** Counts what came of it; once. Returns the wait that a wrong password brings, whole seconds; null for none. */
  settle(result: LoginResult): Promise<number | null>;
  /** For whoever ends without a result; nothing after `settle`. */
  letGo(): Promise<void>;
}

/** Nobody can guess the password of an Instagram account through us: wrong ones make its name wait, for all users together. */
@Injectable()
export class LoginPauses {
  constructor(
    private readonly pauses: LoginPausesRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Lets one sign-in at a time through for each name.
   * @throws AppError INSTAGRAM_LOGIN_PAUSED while the name waits, CONFLICT where another sign-in does not end,
   *   DATABASE_UNAVAILABLE: nobody guesses meanwhile.
   */
  async admit(username: string): Promise<Admission> {
    const holder = randomUUID();
    const deadline = this.clock.monotonic() + WAIT_MS;
    for (;;) {
      const { claimed, paused } = await this.pauses.claim(username, holder);
      if (claimed) return this.admission(username, holder);
      if (paused > 0) throw new AppError('INSTAGRAM_LOGIN_PAUSED', {}, { retryAfter: Math.ceil(paused) });
      if (this.clock.monotonic() > deadline) {
        throw new AppError('CONFLICT', { what: 'Another sign-in with this name is under way; try again in a moment.' });
      }
      await this.clock.sleep(ASK_AGAIN_MS);
    }
  }

  private admission(username: string, holder: string): Admission {
    let open = true;
    const letGo = async () => {
      if (open) await this.pauses.letGo(username, holder);
      open = false;
    };
    return {
      letGo,
      settle: async (result) => {
        const verdict = verdictOf(result);
        if (verdict === 'unknown') await letGo();
        if (verdict === 'right') await this.pauses.clear(username);
        const wait = verdict === 'wrong' ? Math.ceil(await this.pauses.countWrong(username)) : null;
        open = false;
        return wait;
      },
    };
  }
}
