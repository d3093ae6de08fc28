import { accounts, connections } from './accounts.ts';
import { activity, events } from './activity.ts';
import { audit } from './audit.ts';
import { auth, loginSessions } from './auth.ts';
import { bots, fleet } from './bots.ts';
import type { RouteEntry } from './entry.ts';
import { errorCodes } from './error-codes.ts';
import { jobs } from './jobs.ts';
import { limits } from './limits.ts';
import { passkeys, totp, twoFactor } from './second-factors.ts';
import { health, instance, system } from './system.ts';
import { passwords, users } from './users.ts';

export * from './call.ts';
export * from './entry.ts';

/** Every route of the API, by noun: `routes.jobs.create`. */
export const routes = {
  accounts,
  activity,
  audit,
  auth,
  bots,
  connections,
  errorCodes,
  events,
  fleet,
  health,
  instance,
  jobs,
  limits,
  loginSessions,
  passkeys,
  passwords,
  system,
  totp,
  twoFactor,
  users,
} as const;

export const allRoutes: readonly RouteEntry[] = Object.values(routes).flatMap((group): RouteEntry[] =>
  Object.values(group),
);
