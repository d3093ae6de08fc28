import { Injectable } from '@nestjs/common';
import type { AuditAction, AuditOutcome } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { correlationId, requestAddress } from '../../platform/logging/context.ts';

export interface NewAuditEntry {
  readonly action: AuditAction;
  /** Default: success. */
  readonly outcome?: AuditOutcome;
  /** Who did it; default: the user of the transaction. Null: unknown. */
  readonly actorId?: string | null;
  /** The affected user; default: none. */
  readonly subjectId?: string | null;
  /** Never a secret, and no names: the log outlives the people in it. */
  readonly details?: Readonly<Record<string, unknown>>;
}

const valuesOf = (entry: NewAuditEntry, actorId: string | null): unknown[] => [
  entry.action,
  entry.outcome ?? 'success',
  entry.actorId === undefined ? actorId : entry.actorId,
  entry.subjectId ?? null,
  requestAddress() ?? null,
  JSON.stringify(entry.details ?? {}),
  correlationId() ?? null,
];

/** Writes the audit log: who did what to whom, from where. Address and correlation id come from the request under way. */
@Injectable()
export class AuditService {
  constructor(private readonly db: Database) {}

  /**
   * With the commit of `tx`. Make it the last statement: one transaction at a time holds the end of the chain, until it
   * commits.
   */
  async append(tx: Tx, entry: NewAuditEntry): Promise<void> {
    await tx.sql(
      'SELECT audit_append($1, $2, $3::uuid, $4::uuid, $5::inet, $6::jsonb, $7)',
      valuesOf(entry, tx.userId),
    );
  }

  /** At once, for what belongs to no transaction, such as a refusal. */
  async note(entry: NewAuditEntry): Promise<void> {
    await this.db.system('audit_append', valuesOf(entry, null));
  }
}
