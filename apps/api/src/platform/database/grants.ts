import type { GrantRule } from '@pacekeeper/database-tools';

/** What the app's role may not do, though it may read and write everything else. */
export const GRANT_RULES: readonly GrantRule[] = [
  { table: 'schema_migrations', privileges: ['SELECT'] },
  // Written by its definer function alone.
  { table: 'installation', privileges: [] },
  { table: 'error_codes', privileges: ['SELECT'] },
  // Append-only, through its definer function; the chain's end is nobody's to touch.
  { table: 'audit_log', privileges: ['SELECT'] },
  { table: 'audit_head', privileges: [] },
  // Written by its definer function alone, and forgotten by housekeeping's.
  { table: 'session_openings', privileges: ['SELECT'] },
  // Written by its definer function alone.
  { table: 'refused_requests', privileges: ['SELECT'] },
  { table: 'security_settings', privileges: ['SELECT', 'UPDATE'] },
  // Written by its definer functions alone.
  { table: 'fleet_state', privileges: ['SELECT'] },
];
