import type { SealedPlace } from './platform/crypto/resealing.ts';

/** The owner of an account reads that its session was opened for this; what is left of a disconnected one is no session. */
const TRACE = `
  INSERT INTO session_openings AS o (user_id, account_id, hour, purpose)
  SELECT r.user_id, r.row_id, date_trunc('hour', now(), 'UTC'), 'rotation'
  FROM resealed r JOIN instagram_credentials c ON c.id = r.row_id AND c.disconnected_at IS NULL
  ON CONFLICT (account_id, hour, purpose, actor_id) DO UPDATE SET times = o.times + 1, last_at = now()`;

/** Everything that is sealed. A test fails for a column named `..._encrypted` that is not here. */
export const SEALED_PLACES: readonly SealedPlace[] = [
  {
    name: 'sessions',
    table: 'instagram_credentials',
    id: 'id',
    data: 'session_data_encrypted',
    keyId: 'encryption_key_id',
    purpose: 'session',
    trace: TRACE,
  },
  {
    // Ended ones too: their device serves the next sign-in of the name, until housekeeping forgets them.
    name: 'kept sign-ins',
    table: 'connect_attempts',
    id: 'id',
    data: 'state_encrypted',
    keyId: 'encryption_key_id',
    purpose: 'connect',
  },
  {
    name: 'authenticator apps',
    table: 'totp_credentials',
    id: 'user_id',
    data: 'secret_encrypted',
    keyId: 'encryption_key_id',
    purpose: 'totp',
  },
  {
    name: 'proxies',
    table: 'instagram_credentials',
    id: 'id',
    data: 'proxy_url_encrypted',
    keyId: 'proxy_key_id',
    purpose: 'proxy',
  },
  {
    name: 'secrets of notifications',
    table: 'notification_channels',
    id: 'id',
    data: 'secret_encrypted',
    keyId: 'encryption_key_id',
    purpose: 'notification',
  },
];
