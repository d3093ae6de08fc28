import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';

/** A column that rows are ordered by, and its type. */
type KeyColumn = readonly [column: string, type: 'uuid' | 'bigint' | 'smallint' | 'timestamptz' | 'date' | 'text'];

export interface ExportedTable {
  readonly table: string;
  /** The column that says whose a row is. */
  readonly owner: 'id' | 'user_id';
  /** What the newest rows come first by; together the columns are unique, so that a page goes on where one ended. */
  readonly key: readonly KeyColumn[];
  /** Columns that are left out: secrets, hashes of secrets, and what only the machinery needs. */
  readonly without: readonly string[];
}

const ID: KeyColumn = ['id', 'uuid'];

/** What an export of a user's data holds, table by table. A test fails for a table that is neither here nor below. */
export const EXPORTED: readonly ExportedTable[] = [
  { table: 'users', owner: 'id', key: [ID], without: ['password_hash', 'username_key', 'email_key'] },
  {
    table: 'login_sessions',
    owner: 'user_id',
    key: [['created_at', 'timestamptz'], ID],
    without: ['refresh_hash', 'previous_refresh_hash'],
  },
  {
    table: 'password_reset_tokens',
    owner: 'user_id',
    key: [['created_at', 'timestamptz'], ID],
    without: ['token_hash', 'email_key'],
  },
  {
    table: 'totp_credentials',
    owner: 'user_id',
    key: [['user_id', 'uuid']],
    without: ['secret_encrypted', 'encryption_key_id', 'last_step'],
  },
  { table: 'recovery_codes', owner: 'user_id', key: [['number', 'smallint']], without: ['code_hash'] },
  {
    table: 'passkeys',
    owner: 'user_id',
    key: [['created_at', 'timestamptz'], ID],
    without: ['credential_id', 'public_key', 'counter'],
  },
  {
    table: 'email_changes',
    owner: 'user_id',
    key: [['user_id', 'uuid']],
    without: ['email_key', 'link_id', 'token_hash'],
  },
  { table: 'outgoing_mails', owner: 'user_id', key: [['created_at', 'timestamptz'], ID], without: ['params'] },
  { table: 'daily_limits', owner: 'user_id', key: [['updated_at', 'timestamptz'], ID], without: [] },
  { table: 'limit_wishes', owner: 'user_id', key: [['user_id', 'uuid']], without: [] },
  { table: 'quota_usage', owner: 'user_id', key: [['id', 'bigint']], without: [] },
  {
    table: 'instagram_credentials',
    owner: 'user_id',
    key: [['connected_at', 'timestamptz'], ID],
    without: ['session_data_encrypted', 'encryption_key_id', 'proxy_url_encrypted', 'proxy_key_id'],
  },
  {
    table: 'connect_attempts',
    owner: 'user_id',
    key: [['created_at', 'timestamptz'], ID],
    without: ['state_encrypted', 'encryption_key_id'],
  },
  {
    table: 'user_bot_status',
    owner: 'user_id',
    key: [['account_id', 'uuid']],
    without: ['fence', 'lease_holder', 'lease_until', 'turn_seq'],
  },
  { table: 'breakers', owner: 'user_id', key: [['opened_at', 'timestamptz'], ID], without: ['released_by'] },
  { table: 'bot_schedules', owner: 'user_id', key: [['created_at', 'timestamptz'], ID], without: [] },
  { table: 'bot_jobs', owner: 'user_id', key: [['created_at', 'timestamptz'], ID], without: [] },
  {
    table: 'account_followers',
    owner: 'user_id',
    key: [
      ['account_id', 'uuid'],
      ['pk', 'text'],
    ],
    without: [],
  },
  { table: 'interactions', owner: 'user_id', key: [['id', 'bigint']], without: ['fence'] },
  { table: 'activity_logs', owner: 'user_id', key: [['id', 'bigint']], without: [] },
  { table: 'refused_requests', owner: 'user_id', key: [['id', 'bigint']], without: [] },
  { table: 'session_openings', owner: 'user_id', key: [['id', 'bigint']], without: ['actor_id'] },
  { table: 'api_tokens', owner: 'user_id', key: [['created_at', 'timestamptz'], ID], without: ['token_hash'] },
  { table: 'notification_settings', owner: 'user_id', key: [['user_id', 'uuid']], without: [] },
  {
    table: 'notification_channels',
    owner: 'user_id',
    key: [ID],
    without: ['secret_encrypted', 'encryption_key_id'],
  },
  { table: 'outgoing_notifications', owner: 'user_id', key: [['created_at', 'timestamptz'], ID], without: [] },
  {
    table: 'daily_stats',
    owner: 'user_id',
    key: [
      ['day', 'date'],
      ['account_id', 'uuid'],
      ['hour', 'smallint'],
      ['action', 'text'],
      ['source', 'text'],
      ['about', 'text'],
    ],
    without: [],
  },
  { table: 'hashtags', owner: 'user_id', key: [['created_at', 'timestamptz'], ID], without: [] },
  { table: 'locations', owner: 'user_id', key: [['created_at', 'timestamptz'], ID], without: [] },
  { table: 'dm_templates', owner: 'user_id', key: [['created_at', 'timestamptz'], ID], without: [] },
  { table: 'block_list', owner: 'user_id', key: [['created_at', 'timestamptz'], ID], without: [] },
  { table: 'allow_list', owner: 'user_id', key: [['created_at', 'timestamptz'], ID], without: [] },
];

/** Tables that hold something of a user and are not exported, each with the reason. */
export const NOT_EXPORTED: Readonly<Record<string, string>> = {
  account_reads: 'times of reads within the last hour, forgotten as it passes; what came of them is in jobs and ledger',
  instagram_profiles: 'pages of other people as an account read them, kept for a day; nothing in them is of the user',
  spent_tokens: 'ids of signed tokens that served once; forgotten within minutes, and they say nothing of a person',
};

export interface ExportedRow {
  readonly row: Readonly<Record<string, unknown>>;
  /** Where the next page goes on. */
  readonly key: readonly string[];
}

const columnsOf = (key: readonly KeyColumn[]) => key.map(([column]) => `t.${column}`).join(', ');

/** The first page, or what comes behind a key: with one statement for both, no index would find where to go on. */
const statementOf = ({ table, owner, key, without }: ExportedTable, goesOn: boolean): string => `
  SELECT to_jsonb(t) - ARRAY[${without.map((column) => `'${column}'`).join(', ')}]::text[] AS row,
         ARRAY[${key.map(([column]) => `t.${column}::text`).join(', ')}] AS key
  FROM ${table} t
  WHERE t.${owner} = $1
    ${goesOn ? `AND (${columnsOf(key)}) < (${key.map(([, type], index) => `$${index + 3}::${type}`).join(', ')})` : ''}
  ORDER BY ${key.map(([column]) => `t.${column} DESC`).join(', ')} LIMIT $2`;

const STATEMENTS = new Map(EXPORTED.map((one) => [one, [statementOf(one, false), statementOf(one, true)] as const]));

@Injectable()
export class ExportRepository {
  /** Rows of the transaction's own user behind `after` (null: from the first), without secrets. */
  async findPage(tx: Tx, table: ExportedTable, limit: number, after: readonly string[] | null): Promise<ExportedRow[]> {
    const [first, next] = STATEMENTS.get(table) ?? ['', ''];
    // Times come out in the zone of the connection, which is the server's.
    await tx.sql(`SELECT set_config('TimeZone', 'UTC', true)`);
    return tx.sql<ExportedRow & Record<string, unknown>>(after ? next : first, [tx.userId, limit, ...(after ?? [])]);
  }
}
