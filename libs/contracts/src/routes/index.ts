import type { RouteEntry } from './entry.ts';
import * as routes from './nouns.ts';
import { tokenPermissionsOf } from './token-permissions.ts';

export * from './call.ts';
export * from './entry.ts';
export * from './query-string.ts';
export { isOpenToTokens } from './token-permissions.ts';
/** Every route of the API, by noun: `routes.jobs.create`. */
export { routes };

export const allRoutes: readonly RouteEntry[] = Object.values(routes).flatMap((group): RouteEntry[] =>
  Object.values(group),
);

/** What an API token may be given, where its user has it. */
export const TOKEN_PERMISSIONS = tokenPermissionsOf(allRoutes);
