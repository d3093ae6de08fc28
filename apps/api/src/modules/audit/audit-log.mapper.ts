import type { AuditEntry as AuditEntryView } from '@pacekeeper/contracts';
import type { AuditRow } from './audit-log.repository.ts';

const personOf = (id: string | null, username: string | null) => (id === null ? null : { id, username });

/** The details of an entry, even if the row was edited into something Pacekeeper never wrote. */
const detailsOf = (details: unknown): Record<string, unknown> =>
  typeof details === 'object' && details !== null && !Array.isArray(details)
    ? (details as Record<string, unknown>)
    : { value: details };

export const toAuditView = (row: AuditRow): AuditEntryView => ({
  seq: Number(row.seq),
  at: row.at.toISOString(),
  action: row.action,
  outcome: row.outcome,
  actor: personOf(row.actor_id, row.actor),
  subject: personOf(row.subject_id, row.subject),
  address: row.address,
  details: detailsOf(row.details),
  correlation_id: row.correlation_id,
  hash: row.hash,
});
