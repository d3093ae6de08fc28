import type { Route, RouteEntry } from '../pipeline/call.ts';
import { createRouter, type Router } from '../transport/router.ts';
import { challengeRoutes } from './challenge.ts';
import { directRoutes } from './direct.ts';
import { feedRoutes } from './feeds.ts';
import { followListRoutes } from './follow-lists.ts';
import { friendshipRoutes } from './friendships.ts';
import { locationRoutes } from './locations.ts';
import { mediaRoutes } from './media.ts';
import { publishRoutes } from './publish.ts';
import { sessionRoutes } from './session.ts';
import { storyRoutes } from './stories.ts';
import { stubRoutes } from './stubs.ts';
import { tagRoutes } from './tags.ts';
import { userRoutes } from './users.ts';

const ALL: readonly RouteEntry[] = [
  ...sessionRoutes,
  ...challengeRoutes,
  ...userRoutes,
  ...tagRoutes,
  ...locationRoutes,
  ...friendshipRoutes,
  ...followListRoutes,
  ...mediaRoutes,
  ...feedRoutes,
  ...storyRoutes,
  ...directRoutes,
  ...publishRoutes,
  ...stubRoutes,
];

/** Every path of the instagram port. */
export const instagramRouter = (): Router<Route> => {
  const router = createRouter<Route>();
  for (const { method, path, route } of ALL) router.add(method, path, route);
  return router;
};
