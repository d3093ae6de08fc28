/** Whose connection: the API's, a worker's. */
export type DatabaseRole = 'api' | 'worker';

const API: readonly DatabaseRole[] = ['api'];
const WORKER: readonly DatabaseRole[] = ['worker'];
const BOTH: readonly DatabaseRole[] = ['api', 'worker'];

/**
 * The SECURITY DEFINER functions of the migrations: everything that may cross users, by name, and who may execute it.
 * A new function needs a test in isolation.spec.ts; no role may execute a function that is not listed here.
 */
export const SYSTEM_FUNCTIONS = {
  auth_find_user: API,
  bootstrap_first_admin: API,
  first_admin_state: API,
  admin_create_user: API,
  take_over_instagram_account: API,
  bots_without_turn: WORKER,
  accounts_to_reconcile: WORKER,
  fleet_figures: BOTH,
  audit_append: BOTH,
  audit_verify: API,
  admin_end_login_sessions: API,
  admin_remove_second_factors: API,
  forget_expired: WORKER,
  forget_profiles: WORKER,
  system_figures: API,
  note_session_opening: BOTH,
  sessions_to_prove: WORKER,
  fleet_now: BOTH,
  fleet_troubles: WORKER,
  fleet_refused_clients: WORKER,
  fleet_hold_client: WORKER,
  fleet_release_clients: WORKER,
  fleet_pause: WORKER,
  fleet_hold: API,
  fleet_begin_probe: WORKER,
  fleet_end_probe: WORKER,
  fleet_resume: WORKER,
  fleet_release: API,
  note_refusals: API,
  last_mail_error: API,
  reckon_ramps: WORKER,
  admin_set_ramp: API,
  stop_bots: API,
  schedules_due: WORKER,
  plans_expired: WORKER,
  plans_to_tell: WORKER,
  admins_to_notify: BOTH,
  users_to_digest: API,
  opt_outs_add: API,
  opt_outs_shown: API,
  opted_out: BOTH,
} as const;
export type SystemFunction = keyof typeof SYSTEM_FUNCTIONS;

/** What statements and policies call on behalf of one user. */
export const HELPER_FUNCTIONS = { app_is_admin: BOTH, client_of: BOTH, quota_zone: BOTH, digest_due: API } as const;

/** What either list lets these roles execute. */
export const functionsOf = (roles: readonly DatabaseRole[]): string[] =>
  [...Object.entries(SYSTEM_FUNCTIONS), ...Object.entries(HELPER_FUNCTIONS)]
    .filter(([, allowed]) => allowed.some((role) => roles.includes(role)))
    .map(([name]) => name);
