import type { LoginAnswer, User } from '@pacekeeper/contracts';
import { createStore } from 'zustand/vanilla';
import { problemOf } from '../http/request-error.ts';
import type { Lock } from './lock.ts';

export type SessionState =
  | { readonly status: 'starting' }
  | { readonly status: 'signed_out'; readonly ended: boolean }
  | {
      readonly status: 'signed_in';
      readonly token: string;
      readonly user: User;
      readonly mustChangePassword: boolean;
      readonly mustSetUpTwoFactor: boolean;
    };

export interface SessionTools {
  /** `POST auth/refresh`: exchanges the cookie for a token. */
  readonly refresh: () => Promise<LoginAnswer>;
  /** `POST auth/logout`. */
  readonly logout: (token: string) => Promise<void>;
  readonly lock: Lock;
  /** Remembers that this browser signed in, so that a first visit does not try a refresh in vain. */
  readonly hint: { get(): boolean; set(signedIn: boolean): void };
  readonly now: () => number;
  /** Runs `work` later; the answer calls it off. */
  readonly schedule: (ms: number, work: () => void) => () => void;
  readonly pause: (ms: number) => Promise<void>;
  /** Tells the other tabs. */
  readonly tell: (message: SessionMessage) => void;
}

export type SessionMessage = 'signed_in' | 'signed_out';
export type Session = ReturnType<typeof createSession>;

/** A token is renewed this long before it ends. */
const AHEAD_MS = 60_000;
const SOONEST_MS = 10_000;
const RETRY_MS = 15_000;
/** Time within which a refresh that the previous page began has certainly been answered. */
const HOMECOMING = { tries: 3, ms: 400 } as const;

/** The login session of this tab. The token lives here and nowhere else. */
export const createSession = (tools: SessionTools) => {
  const store = createStore<SessionState>(() => ({ status: 'starting' }));
  const state = store.getState;
  let starting: Promise<void> | null = null;
  let renewing: Promise<boolean> | null = null;
  let endings = 0;
  let callOff = () => {};

  const become = (next: SessionState) => store.setState(next, true);

  const drop = (ended: boolean) => {
    endings += 1;
    callOff();
    tools.hint.set(false);
    if (state().status !== 'signed_out') become({ status: 'signed_out', ended });
  };

  const plan = (ms: number) => {
    callOff();
    callOff = tools.schedule(ms, () => void renew(token()).catch(() => plan(RETRY_MS)));
  };

  const take = (answer: LoginAnswer) => {
    tools.hint.set(true);
    become({
      status: 'signed_in',
      token: answer.token,
      user: answer.user,
      mustChangePassword: answer.must_change_password,
      mustSetUpTwoFactor: answer.must_set_up_two_factor,
    });
    plan(Math.max(SOONEST_MS, Date.parse(answer.expires_at) - tools.now() - AHEAD_MS));
  };

  /**
   * A page that was left during a refresh has spent the cookie, and the next cookie may still be on its way: a tab that
   * is starting asks again. Otherwise a refusal ends the login session.
   */
  const tryRefresh = async (triesLeft: number): Promise<LoginAnswer> => {
    try {
      return await tools.lock(tools.refresh);
    } catch (error) {
      if (problemOf(error)?.status !== 401 || state().status !== 'starting' || triesLeft === 0) throw error;
    }
    await tools.pause(HOMECOMING.ms);
    return tryRefresh(triesLeft - 1);
  };

  const refresh = async (): Promise<boolean> => {
    const before = endings;
    try {
      const answer = await tryRefresh(HOMECOMING.tries);
      // Signed out during the request: it must not sign in again.
      if (before !== endings) return false;
      take(answer);
      return true;
    } catch (error) {
      const status = problemOf(error)?.status;
      if (status !== 401 && status !== 403) throw error;
      drop(state().status === 'signed_in');
      return false;
    }
  };

  const token = (): string | null => {
    const now = state();
    return now.status === 'signed_in' ? now.token : null;
  };

  /**
   * Trades the stale token for a fresh one, once for all callers. False: signed out now. Rejects where the
   * API cannot be reached, which ends nothing.
   */
  const renew = (stale: string | null): Promise<boolean> => {
    if (stale !== token()) return Promise.resolve(token() !== null);
    renewing ??= refresh().finally(() => (renewing = null));
    return renewing;
  };

  const start = async () => {
    if (tools.hint.get()) await renew(token());
    else become({ status: 'signed_out', ended: false });
  };

  return {
    state,
    token,
    renew,
    subscribe: (listener: () => void) => store.subscribe(() => listener()),
    /** Settles once it is known whether a person is signed in; rejects if that could not be determined. */
    ready: (): Promise<void> => {
      if (state().status !== 'starting') return Promise.resolve();
      starting ??= start().finally(() => (starting = null));
      return starting;
    },
    /** Stores the answer of a sign-in. */
    accept: (answer: LoginAnswer) => {
      take(answer);
      tools.tell('signed_in');
    },
    /** Stores the person's own record after a change. */
    update: (user: User) => {
      const now = state();
      if (now.status !== 'signed_in') return;
      const mustSetUpTwoFactor = now.mustSetUpTwoFactor && !user.two_factor_enabled;
      become({ ...now, user, mustChangePassword: user.must_change_password, mustSetUpTwoFactor });
    },
    requirePasswordChange: () => {
      const now = state();
      if (now.status === 'signed_in' && !now.mustChangePassword) become({ ...now, mustChangePassword: true });
    },
    requireTwoFactorSetup: () => {
      const now = state();
      if (now.status === 'signed_in' && !now.mustSetUpTwoFactor) become({ ...now, mustSetUpTwoFactor: true });
    },
    /** Ends the login session here and at the API; rejects, still signed in, where the API cannot be told. */
    signOut: async () => {
      const held = token();
      if (held) await tools.logout(held);
      drop(false);
      tools.tell('signed_out');
    },
    /** The API ended the login session. */
    end: () => drop(true),
    hear: (message: SessionMessage) => {
      if (message === 'signed_out') drop(false);
      else void renew(token()).catch(() => {});
    },
  };
};
