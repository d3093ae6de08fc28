import type { AuditOutcome } from '@pacekeeper/contracts';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One row of the audit log; written only by `audit_append`, never changed. */
@Entity('audit_log')
@Check('audit_log_outcome_check', `outcome IN ('success', 'refused')`)
@Index('audit_log_actor_id_idx', ['actorId', 'seq'])
@Index('audit_log_subject_id_idx', ['subjectId', 'seq'])
export class AuditEntry {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'audit_log_pkey' })
  seq!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  action!: string;

  @Column('text')
  outcome!: AuditOutcome;

  // No foreign keys: the log outlives the people in it.
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('uuid', { name: 'subject_id', nullable: true })
  subjectId!: string | null;

  @Column('inet', { nullable: true })
  address!: string | null;

  @Column('jsonb')
  details!: unknown;

  @Column('text', { name: 'correlation_id', nullable: true })
  correlationId!: string | null;

  /** SHA-256 over this row and the hash before it. */
  @Column('bytea')
  hash!: Buffer;
}
