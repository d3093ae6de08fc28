import type { LoginAnswer } from '@pacekeeper/contracts';
import { problemOf } from '../http/request-error.ts';
import { callFirst } from '../http/first-calls.ts';
import { after, pause } from '../timers.ts';
import { createSession, type SessionMessage } from './create-session.ts';
import { browserLock } from './lock.ts';

const HINT = 'pacekeeper-signed-in';

/** Reads the answer of a sign-in that needs nothing more. */
export const readLogin = async (json: unknown): Promise<LoginAnswer> =>
  (await import('./session-answers.ts')).readLoginAnswer(json);

/** Where storage is switched off, the cookie is tried each time. */
const hint = {
  get: () => {
    try {
      return localStorage.getItem(HINT) === 'yes';
    } catch {
      return true;
    }
  },
  set: (signedIn: boolean) => {
    try {
      if (signedIn) localStorage.setItem(HINT, 'yes');
      else localStorage.removeItem(HINT);
    } catch {
      // There is no storage to remember it in.
    }
  },
};

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('pacekeeper-session') : null;

/** The login session of this tab, kept in step with the other tabs. */
export const session = createSession({
  refresh: async () => readLogin(await callFirst('refresh', { keepalive: true })),
  logout: async (token) => {
    try {
      await callFirst('logout', { token });
    } catch (error) {
      // A token that is no longer accepted has no session left to end.
      if (problemOf(error)?.status !== 401) throw error;
    }
  },
  lock: browserLock(),
  hint,
  now: () => Date.now(),
  schedule: after,
  pause,
  tell: (message) => channel?.postMessage(message),
});

channel?.addEventListener('message', ({ data }: MessageEvent<SessionMessage>) => session.hear(data));
