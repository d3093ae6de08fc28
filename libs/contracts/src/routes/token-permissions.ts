import type { Permission } from '../permissions.ts';
import type { RouteEntry } from './entry.ts';

/** Whether an API token may call a route, if it has the permission. */
export const isOpenToTokens = ({ access, personOnly, recentProof }: RouteEntry): boolean =>
  access !== 'public' && !personOnly && !recentProof;

/** The permissions that open something to a token; a token with any other would open nothing. */
export const tokenPermissionsOf = (routes: readonly RouteEntry[]): readonly Permission[] => [
  ...new Set(routes.filter(isOpenToTokens).flatMap(({ access }) => (access === 'public' ? [] : [access]))),
];
