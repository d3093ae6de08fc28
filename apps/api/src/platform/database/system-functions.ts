/**
 * The SECURITY DEFINER functions of the migrations: everything that may cross users, by name. Whoever adds one adds
 * its test to isolation.spec.ts.
 */
export const SYSTEM_FUNCTIONS = [
  'auth_find_user',
  'bootstrap_first_admin',
  'first_admin_state',
  'take_over_instagram_account',
  'bots_without_turn',
  'accounts_to_reconcile',
  'fleet_figures',
  'audit_append',
  'audit_verify',
  'admin_end_login_sessions',
  'admin_remove_second_factors',
  'forget_expired',
  'system_figures',
  'note_session_opening',
  'sessions_to_prove',
  'fleet_now',
  'fleet_troubles',
  'fleet_note_sign_in',
  'fleet_pause',
  'fleet_hold',
  'fleet_begin_probe',
  'fleet_end_probe',
  'fleet_resume',
  'note_refusals',
  'last_mail_error',
] as const;
export type SystemFunction = (typeof SYSTEM_FUNCTIONS)[number];
