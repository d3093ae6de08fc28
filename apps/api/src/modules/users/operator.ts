import pg from 'pg';
import { hashPassword, randomPassword } from '../../platform/crypto/passwords.ts';
import { withMailQueue } from '../../platform/queue/boss.ts';
import { EVENT_CHANNEL, messagesOf } from '../activity/index.ts';
import { enqueueAsOwner } from '../mails/index.ts';
import { nameKey } from './name-key.ts';

/** What an operator at the machine may do for administrators, with the owner's connection and without signing in. */
export type OperatorCommand = 'create' | 'reset';

export type OperatorOutcome =
  | { readonly done: true; readonly username: string; readonly oneTimePassword: string }
  | { readonly done: false; readonly why: string };

const CREATE = `
  INSERT INTO users (username, username_key, password_hash, role, must_change_password)
  VALUES ($1, $2, $3, 'admin', true) ON CONFLICT (username_key) DO NOTHING RETURNING id, username`;

/** Also readmits a user who was disabled or lost the second factor: the operator owns the machine anyway. */
const RESET = `
  UPDATE users u SET password_hash = $2, must_change_password = true, password_changed_at = now(), is_active = true,
                     two_factor_since = NULL
  FROM (SELECT id, two_factor_since FROM users WHERE username_key = $1 AND role = 'admin' FOR NO KEY UPDATE) before
  WHERE u.id = before.id
  RETURNING u.id, u.username, u.email, before.two_factor_since IS NOT NULL AS had_factors`;

const FORGET = ['totp_credentials', 'recovery_codes', 'passkeys', 'password_reset_tokens'].map(
  (table) => `DELETE FROM ${table} WHERE user_id = $1`,
);

const END_SESSIONS = `
  UPDATE login_sessions SET ended_at = now(), ended_reason = 'ended_by_admin' WHERE user_id = $1 AND ended_at IS NULL
  RETURNING id`;

/** Event streams end with their login session. */
const TELL = 'SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message';

const NOTE = `SELECT audit_append($1, 'success', NULL, $2, NULL, '{"by":"operator"}', NULL)`;

interface Named {
  readonly id: string;
  readonly username: string;
}

interface ResetUser extends Named {
  readonly email: string | null;
  readonly had_factors: boolean;
}

type Act = (client: pg.Client, name: string, hash: string, ownerUrl: string) => Promise<Named | undefined>;

const createAdmin: Act = async (client, name, hash) => {
  const { rows } = await client.query<Named>(CREATE, [name, nameKey(name), hash]);
  const [user] = rows;
  // With an administrator there, the first start makes no other.
  if (user) {
    await client.query('INSERT INTO installation (first_admin_id) VALUES ($1) ON CONFLICT DO NOTHING', [user.id]);
    await client.query(NOTE, ['user_created', user.id]);
  }
  return user;
};

const endSessions = async (client: pg.Client, userId: string): Promise<void> => {
  const { rows } = await client.query<{ id: string }>(END_SESSIONS, [userId]);
  const changes = rows.map(({ id }) => ['session', id] as const);
  await client.query(TELL, [EVENT_CHANNEL, messagesOf(userId, changes)]);
};

/** So that no reset goes unnoticed, even by a person who should not be at this machine. */
const mailReset = async (client: pg.Client, { id, email, had_factors }: ResetUser, ownerUrl: string): Promise<void> => {
  if (email === null) return;
  const to = { userId: id, recipient: email };
  await withMailQueue(ownerUrl, async (queue) => {
    await enqueueAsOwner(client, queue, { ...to, kind: 'password_changed' });
    if (!had_factors) return;
    await enqueueAsOwner(client, queue, { ...to, kind: 'two_factor_removed', params: { factor: 'all' } });
  });
};

const resetAdmin: Act = async (client, name, hash, ownerUrl) => {
  const { rows } = await client.query<ResetUser>(RESET, [nameKey(name), hash]);
  const [user] = rows;
  if (user) {
    for (const statement of FORGET) await client.query(statement, [user.id]);
    await endSessions(client, user.id);
    await mailReset(client, user, ownerUrl);
    await client.query(NOTE, ['password_reset', user.id]);
  }
  return user;
};

const ACTS: Readonly<Record<OperatorCommand, Act>> = { create: createAdmin, reset: resetAdmin };

/** Makes an administrator, or gives one a new one-time password; all of it or nothing, and it is in the audit log. */
export const operate = async (ownerUrl: string, command: OperatorCommand, name: string): Promise<OperatorOutcome> => {
  const oneTimePassword = randomPassword();
  const hash = await hashPassword(oneTimePassword, 'ours');
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    const user = await ACTS[command](client, name, hash, ownerUrl);
    await client.query('COMMIT');
    if (user) return { done: true, username: user.username, oneTimePassword };
    const why = command === 'create' ? `There is a user named ${name} already.` : `No administrator is named ${name}.`;
    return { done: false, why };
  } finally {
    await client.end();
  }
};
