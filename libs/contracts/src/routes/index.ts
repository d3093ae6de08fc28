import type { RouteEntry } from './entry.ts';
import * as routes from './nouns.ts';

export * from './call.ts';
export * from './entry.ts';
export * from './query-string.ts';
/** Every route of the API, by noun: `routes.jobs.create`. */
export { routes };

export const allRoutes: readonly RouteEntry[] = Object.values(routes).flatMap((group): RouteEntry[] =>
  Object.values(group),
);
