import pg from 'pg';
import { hashPassword, randomPassword } from '../../platform/crypto/passwords.ts';
import { nameKey } from './name-key.ts';

/** What an operator at the machine may do for administrators, with the owner's connection and without signing in. */
export type OperatorCommand = 'create' | 'reset';

export type OperatorOutcome =
  | { readonly done: true; readonly username: string; readonly oneTimePassword: string }
  | { readonly done: false; readonly why: string };

const CREATE = `
  INSERT INTO users (username, username_key, password_hash, role, must_change_password)
  VALUES ($1, $2, $3, 'admin', true) ON CONFLICT (username_key) DO NOTHING RETURNING id, username`;

/** Also lets in somebody who was disabled or lost the second factor: whoever runs this owns the machine anyway. */
const RESET = `
  UPDATE users SET password_hash = $2, must_change_password = true, password_changed_at = now(), is_active = true,
                   two_factor_since = NULL
  WHERE username_key = $1 AND role = 'admin' RETURNING id, username`;

const FORGET = ['totp_credentials', 'recovery_codes', 'passkeys', 'password_reset_tokens'].map(
  (table) => `DELETE FROM ${table} WHERE user_id = $1`,
);

const END_SESSIONS = `
  UPDATE login_sessions SET ended_at = now(), ended_reason = 'ended_by_admin' WHERE user_id = $1 AND ended_at IS NULL`;

const NOTE = `SELECT audit_append($1, 'success', NULL, $2, NULL, '{"by":"operator"}', NULL)`;

const createAdmin = async (client: pg.Client, name: string, hash: string) => {
  const { rows } = await client.query<{ id: string; username: string }>(CREATE, [name, nameKey(name), hash]);
  const [user] = rows;
  // With an administrator there, the first start makes no other.
  if (user) {
    await client.query('INSERT INTO installation (first_admin_id) VALUES ($1) ON CONFLICT DO NOTHING', [user.id]);
    await client.query(NOTE, ['user_created', user.id]);
  }
  return user;
};

const resetAdmin = async (client: pg.Client, name: string, hash: string) => {
  const { rows } = await client.query<{ id: string; username: string }>(RESET, [nameKey(name), hash]);
  const [user] = rows;
  if (user) {
    for (const statement of FORGET) await client.query(statement, [user.id]);
    await client.query(END_SESSIONS, [user.id]);
    await client.query(NOTE, ['password_reset', user.id]);
  }
  return user;
};

/** Makes an administrator, or gives one a new one-time password; all of it or nothing, and it is in the audit log. */
export const operate = async (ownerUrl: string, command: OperatorCommand, name: string): Promise<OperatorOutcome> => {
  const oneTimePassword = randomPassword();
  const hash = await hashPassword(oneTimePassword);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    const user = await (command === 'create' ? createAdmin : resetAdmin)(client, name, hash);
    await client.query('COMMIT');
    if (user) return { done: true, username: user.username, oneTimePassword };
    const why = command === 'create' ? `There is a user named ${name} already.` : `No administrator is named ${name}.`;
    return { done: false, why };
  } finally {
    await client.end();
  }
};
