import { Injectable } from '@nestjs/common';
import type { AuditExportQuery, AuditOutcome } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';

/** An entry with the names of the people in it; null where they were deleted since. */
export interface AuditRow {
  readonly seq: string;
  readonly at: Date;
  readonly action: string;
  readonly outcome: AuditOutcome;
  readonly actor_id: string | null;
  readonly actor: string | null;
  readonly subject_id: string | null;
  readonly subject: string | null;
  readonly address: string | null;
  readonly details: unknown;
  readonly correlation_id: string | null;
  readonly hash: string;
}

/** What a walk along the whole chain found. */
export interface ChainRow {
  readonly entries: string;
  readonly head_hash: string;
  /** The first entry that is not as it was written, or is missing; null: none. */
  readonly broken_at: string | null;
}

/** A hundred thousand entries take about a second; a statement otherwise gets ten. */
const PATIENCE_MS = 5 * 60_000;

const CONDITIONS: Readonly<Record<keyof AuditExportQuery, (hole: string) => string>> = {
  action: (hole) => `l.action = ${hole}`,
  outcome: (hole) => `l.outcome = ${hole}`,
  actor_id: (hole) => `l.actor_id = ${hole}::uuid`,
  subject_id: (hole) => `l.subject_id = ${hole}::uuid`,
  from: (hole) => `l.at >= ${hole}::timestamptz`,
  until: (hole) => `l.at < ${hole}::timestamptz`,
};
const FILTERS = Object.keys(CONDITIONS) as Array<keyof AuditExportQuery>;

/** Times as values of JavaScript: PostgreSQL knows no year 0. */
const valueOf = (name: keyof AuditExportQuery, value: string): unknown =>
  name === 'from' || name === 'until' ? new Date(value) : value;

const statement = (conditions: readonly string[]): string => `
  SELECT l.seq, l.at, l.action, l.outcome, l.actor_id, actor.username AS actor, l.subject_id,
         subject.username AS subject, host(l.address) AS address, l.details, l.correlation_id,
         encode(l.hash, 'hex') AS hash
  FROM audit_log l
  LEFT JOIN users actor ON actor.id = l.actor_id
  LEFT JOIN users subject ON subject.id = l.subject_id
  WHERE ${['($2::bigint IS NULL OR l.seq < $2)', ...conditions].join(' AND ')}
  ORDER BY l.seq DESC LIMIT $1`;

@Injectable()
export class AuditLogRepository {
  /**
   * The newest first, older than `before`. Only what is filtered by is part of the statement, so that an index can
   * serve it; there are few such statements, and all are made of the parts above.
   */
  async findPage(tx: Tx, filter: AuditExportQuery, limit: number, before: string | null): Promise<AuditRow[]> {
    const values: unknown[] = [limit, before];
    const conditions = FILTERS.flatMap((name) => {
      const value = filter[name];
      if (value === undefined) return [];
      values.push(valueOf(name, value));
      return [CONDITIONS[name](`$${values.length}`)];
    });
    return tx.sql<AuditRow & Record<string, unknown>>(statement(conditions), values);
  }

  /** Whether the log is shown to the transaction's user at all: to active administrators. */
  async isShown(tx: Tx): Promise<boolean> {
    return (await tx.one<{ shown: boolean }>('SELECT app_is_admin() AS shown'))?.shown ?? false;
  }

  /** Null if the end of the chain is not recorded any more. */
  async walkChain(tx: Tx): Promise<ChainRow | null> {
    await tx.sql(`SELECT set_config('statement_timeout', $1, true)`, [String(PATIENCE_MS)]);
    return tx.one<ChainRow & Record<string, unknown>>('SELECT entries, head_hash, broken_at FROM audit_verify()');
  }
}
