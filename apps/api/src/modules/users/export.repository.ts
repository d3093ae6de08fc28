import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';

/** The most rows of a table in one export, the newest first. */
export const MOST_ROWS = 50_000;

export interface ExportedTable {
  readonly table: string;
  /** The column that says whose a row is. */
  readonly owner: 'id' | 'user_id';
  /** What the newest rows come first by. */
  readonly order: string;
  /** Columns that are left out: secrets, hashes of secrets, and what only the machinery needs. */
  readonly without: readonly string[];
}

/** What an export of one's own data holds, table by table. A test fails for a table that is neither here nor below. */
export const EXPORTED: readonly ExportedTable[] = [
  { table: 'users', owner: 'id', order: 'id', without: ['password_hash', 'username_key', 'email_key'] },
  {
    table: 'login_sessions',
    owner: 'user_id',
    order: 'created_at DESC',
    without: ['refresh_hash', 'previous_refresh_hash'],
  },
  { table: 'password_reset_tokens', owner: 'user_id', order: 'created_at DESC', without: ['token_hash'] },
  {
    table: 'totp_credentials',
    owner: 'user_id',
    order: 'created_at DESC',
    without: ['secret_encrypted', 'encryption_key_id', 'last_step'],
  },
  { table: 'recovery_codes', owner: 'user_id', order: 'number', without: ['code_hash'] },
  {
    table: 'passkeys',
    owner: 'user_id',
    order: 'created_at DESC',
    without: ['credential_id', 'public_key', 'counter'],
  },
  { table: 'outgoing_mails', owner: 'user_id', order: 'created_at DESC', without: ['params'] },
  { table: 'daily_limits', owner: 'user_id', order: 'updated_at DESC', without: [] },
  { table: 'limit_wishes', owner: 'user_id', order: 'updated_at DESC', without: [] },
  { table: 'quota_usage', owner: 'user_id', order: 'id DESC', without: [] },
  {
    table: 'instagram_credentials',
    owner: 'user_id',
    order: 'connected_at DESC',
    without: ['session_data_encrypted', 'encryption_key_id', 'proxy_url_encrypted', 'proxy_key_id'],
  },
  {
    table: 'connect_attempts',
    owner: 'user_id',
    order: 'created_at DESC',
    without: ['state_encrypted', 'encryption_key_id'],
  },
  {
    table: 'user_bot_status',
    owner: 'user_id',
    order: 'account_id',
    without: ['fence', 'lease_holder', 'lease_until', 'turn_seq'],
  },
  { table: 'bot_jobs', owner: 'user_id', order: 'created_at DESC', without: [] },
  { table: 'interactions', owner: 'user_id', order: 'id DESC', without: ['fence'] },
  { table: 'activity_logs', owner: 'user_id', order: 'id DESC', without: [] },
  { table: 'session_openings', owner: 'user_id', order: 'id DESC', without: ['actor_id'] },
];

/** Tables that hold something of a user and are not exported, each with the reason. */
export const NOT_EXPORTED: Readonly<Record<string, string>> = {
  spent_tokens: 'ids of signed tokens that served once; forgotten within minutes, and they say nothing of a person',
};

const statementOf = ({ table, owner, order, without }: ExportedTable): string => `
  SELECT to_jsonb(t) - ARRAY[${without.map((column) => `'${column}'`).join(', ')}]::text[] AS row
  FROM ${table} t WHERE t.${owner} = $1 ORDER BY t.${order} LIMIT ${MOST_ROWS}`;

const STATEMENTS = EXPORTED.map((one) => [one.table, statementOf(one)] as const);

@Injectable()
export class ExportRepository {
  /** Everything of the transaction's own user, without secrets. */
  async findAll(tx: Tx): Promise<Record<string, Array<Record<string, unknown>>>> {
    const tables: Record<string, Array<Record<string, unknown>>> = {};
    // Times come out in the zone of the connection, which is the server's.
    await tx.sql(`SELECT set_config('TimeZone', 'UTC', true)`);
    for (const [table, statement] of STATEMENTS) {
      const rows = await tx.sql<{ row: Record<string, unknown> }>(statement, [tx.userId]);
      tables[table] = rows.map(({ row }) => row);
    }
    return tables;
  }
}
