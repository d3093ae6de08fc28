import type { AuditAction, AuditEntry } from '@pacekeeper/contracts';

interface Words {
  readonly done: string;
  /** Shown where it was refused, if that says it better. */
  readonly refused?: string;
}

/** What each action is called, in the groups that it is chosen from. */
const GROUPS = {
  'Sign-in': {
    sign_in: { done: 'Signed in' },
    sign_in_failed: { done: 'Sign-in failed' },
    second_factor_failed: { done: 'Second factor did not match' },
    sign_out: { done: 'Signed out' },
    sessions_ended: { done: 'Login sessions ended', refused: 'Ending login sessions was refused' },
    refresh_reused: { done: 'Old refresh token used again, login session ended' },
    reauthenticated: { done: 'Confirmed who they are', refused: 'Did not confirm who they are' },
    permission_denied: { done: 'Tried something the role does not allow' },
  },
  'Passwords and second factors': {
    password_changed: { done: 'Password changed', refused: 'Change of password was refused' },
    password_reset_requested: { done: 'Password reset started', refused: 'Password reset was refused' },
    password_reset: { done: 'New password chosen after a reset', refused: 'Password reset was refused' },
    email_change_requested: { done: 'E-mail change requested' },
    email_changed: { done: 'E-mail changed' },
    totp_added: { done: 'Authenticator app added' },
    totp_removed: { done: 'Authenticator app removed' },
    recovery_codes_made: { done: 'New recovery codes created' },
    recovery_code_used: { done: 'Recovery code used' },
    passkey_added: { done: 'Passkey added' },
    passkey_removed: { done: 'Passkey removed' },
    api_token_created: { done: 'API token created' },
    api_token_removed: { done: 'API token removed' },
    second_factors_removed: { done: 'All second factors removed', refused: 'Removing second factors was refused' },
  },
  Users: {
    user_created: { done: 'User created', refused: 'Creating a user was refused' },
    user_updated: { done: 'User edited', refused: 'Editing a user was refused' },
    role_changed: { done: 'Role changed', refused: 'Change of role was refused' },
    user_disabled: { done: 'User disabled', refused: 'Disabling a user was refused' },
    user_enabled: { done: 'User enabled' },
    user_deleted: { done: 'User deleted', refused: 'Deleting a user was refused' },
    user_exported: { done: 'Data of a user exported' },
    session_exported: { done: 'Instagram session exported as a file' },
  },
  Limits: {
    limits_changed: { done: 'Daily limits changed' },
    limits_cleared: { done: 'Daily limits reset to default' },
    ramp_changed: { done: 'Share of limits of an account changed' },
    wishes_changed: { done: 'Own lower limits changed' },
  },
  System: {
    fleet_paused: { done: 'All bots paused', refused: 'Pausing all bots was refused' },
    bots_stopped: { done: 'Bots stopped for all users' },
    breaker_released: { done: 'Breaker released' },
    version_paused: { done: 'Accounts of a refused app version paused' },
    fleet_resumed: { done: 'All bots resumed', refused: 'Resuming all bots was refused' },
    security_changed: { done: 'Security settings changed', refused: 'Change of security settings was refused' },
    audit_exported: { done: 'Audit log exported' },
  },
  Jobs: {
    job_approved: { done: 'Plan of a job approved' },
    job_rejected: { done: 'Plan of a job rejected' },
    job_paused: { done: 'Job of a user paused' },
    job_cancelled: { done: 'Job of a user cancelled' },
  },
  Content: {
    opt_out_changed: { done: 'Note of an opt-out changed' },
    opt_out_removed: { done: 'Opt-out removed' },
  },
} as const satisfies Record<string, Partial<Record<AuditAction, Words>>>;

const ALL: Readonly<Record<string, Words>> = Object.assign({}, ...Object.values(GROUPS));

/** The label of an entry. An unknown action is shown as it is: it was changed by hand. */
export const auditLabel = ({ action, outcome }: Pick<AuditEntry, 'action' | 'outcome'>): string => {
  const words = ALL[action];
  return (outcome === 'refused' ? words?.refused : undefined) ?? words?.done ?? action;
};

/** The actions to choose from, by group. */
export const ACTION_CHOICES: readonly {
  readonly group: string;
  readonly items: readonly { readonly value: AuditAction; readonly label: string }[];
}[] = Object.entries(GROUPS).map(([group, actions]) => ({
  group,
  items: Object.entries<Words>(actions).map(([value, { done }]) => ({ value: value as AuditAction, label: done })),
}));
