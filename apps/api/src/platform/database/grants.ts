import type { GrantRule, TablePrivilege } from '@pacekeeper/database-tools';
import { type DatabaseRole, functionsOf } from './system-functions.ts';

type Tables = Readonly<Record<string, readonly TablePrivilege[]>>;

/** What neither API nor worker may do with these tables; everything else they read and write. */
const EVERYBODY: Tables = {
  schema_migrations: ['SELECT'],
  // Written by its definer function alone.
  installation: [],
  error_codes: ['SELECT'],
  // Append-only, through its definer function; the chain's end may not be touched by any role.
  audit_log: ['SELECT'],
  audit_head: [],
  // Written by its definer function alone, and forgotten by housekeeping's.
  session_openings: ['SELECT'],
  // Written by its definer function alone.
  refused_requests: ['SELECT'],
  security_settings: ['SELECT', 'UPDATE'],
  // Written by its definer functions alone.
  fleet_state: ['SELECT'],
  refused_clients: ['SELECT'],
  // Made by definer functions alone: a policy would take any row that names the transaction's user.
  users: ['SELECT', 'UPDATE', 'DELETE'],
  // Added by its definer function alone; the policies show it to administrators.
  opt_outs: ['SELECT', 'UPDATE', 'DELETE'],
};

/** A worker acts for users; it has no access to how they sign in. */
const WORKER: Tables = {
  users: ['SELECT'],
  login_sessions: [],
  password_reset_tokens: [],
  email_changes: [],
  totp_credentials: [],
  recovery_codes: [],
  passkeys: [],
  spent_tokens: [],
  security_settings: [],
  audit_log: [],
  refused_requests: [],
  rate_limits: [],
  api_tokens: [],
  notification_settings: [],
  notification_channels: ['SELECT'],
  outgoing_notifications: ['SELECT', 'INSERT'],
  // A worker reads what it acts by.
  hashtags: [],
  locations: [],
  dm_templates: ['SELECT'],
  block_list: ['SELECT'],
  allow_list: ['SELECT'],
  opt_outs: [],
};

/** The exceptions for a role that one of the two connects as, or both. Functions that no rule names it cannot execute. */
export const grantRules = (roles: readonly DatabaseRole[]): GrantRule[] => [
  ...Object.entries({ ...EVERYBODY, ...(roles.includes('api') ? {} : WORKER) }).map(([table, privileges]) => ({
    table,
    privileges,
  })),
  ...functionsOf(roles).map((name) => ({ function: name, privileges: ['EXECUTE'] as const })),
];
