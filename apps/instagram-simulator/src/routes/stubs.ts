import { open, type RouteEntry, signedIn } from '../pipeline/call.ts';
import { ok } from '../transport/reply.ts';

const ack = (method: RouteEntry['method'], path: string, body: object = {}) =>
  signedIn(method, `/api/v1/${path}`, () => ok(body));

/** Calls that an app makes around its work, answered with as little as a client accepts. */
export const stubRoutes: readonly RouteEntry[] = [
  open('POST', '/api/v1/attribution/log_resurrect_attribution/', () => ok()),
  open('GET', '/api/v1/facebook_ota/', () => ok({ bundles: [], request_id: 'simulated' })),
  ack('GET', 'loom/fetch_config/', { system_control: {}, trace_control: {}, id: 0 }),
  ack('GET', 'linked_accounts/get_linkage_status/', { linkage_status: [] }),
  ack('GET', 'fbsearch/suggested_searches/', { suggested: [], rank_token: 'simulated' }),
  ack('GET', 'fbsearch/recent_searches/', { recent: [] }),
  ack('GET', 'direct_v2/get_presence/', { user_presence: {} }),
  ack('GET', 'media/blocked/', { media_ids: [] }),
  ack('POST', 'qp/batch_fetch/', { request_status: 200, remaining_cooldown: 0, qp_data: [] }),
  ack('GET', 'qp/get_cooldowns/', { global: 0, default: 0, surfaces: [], slots: [] }),
  ack('GET', 'users/arlink_download_info/', { checksum: 'simulated' }),
  ack('POST', 'discover/mark_su_seen/'),
  ack('POST', 'discover/profile_su_badge/', { suggestions: [] }),
  ack('GET', 'status/get_viewable_statuses/', { statuses: [] }),
  ack('POST', 'accounts/process_contact_point_signals/'),
  ack('GET', 'friendships/besties', { users: [] }),
  ack('GET', 'news/inbox/', { new_stories: [], old_stories: [], counts: {} }),
  ack('GET', 'news', { stories: [] }),
  ack('GET', 'feed/saved/', { items: [], more_available: false, num_results: 0 }),
];
