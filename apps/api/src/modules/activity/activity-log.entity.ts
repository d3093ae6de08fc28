import type { ActivityStatus } from '@pacekeeper/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('activity_logs')
@ForeignKey('User', ['userId'], ['id'], { name: 'activity_logs_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'activity_logs_account_id_fkey',
  onDelete: 'SET NULL',
})
@Index('activity_logs_user_id_idx', ['userId', 'id'])
@Index('activity_logs_job_id_idx', ['jobId', 'id'], { where: 'job_id IS NOT NULL' })
@Check('activity_logs_status_check', `status IN ('success', 'info', 'warning', 'error')`)
@Check('activity_logs_words_check', '((message IS NULL) <> (message_symbol IS NULL))')
export class ActivityLog {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'activity_logs_pkey',
  })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column('uuid', { name: 'job_id', nullable: true })
  jobId!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  @Column('text')
  action!: string;

  @Column('text')
  status!: ActivityStatus;

  /** A sentence, in rows written before symbols were stored. */
  @Column('text', { nullable: true })
  message!: string | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('text', { name: 'target_pk', nullable: true })
  targetPk!: string | null;

  @Column('text', { name: 'target_username', nullable: true })
  targetUsername!: string | null;

  @Column('integer', { name: 'duration_ms', nullable: true })
  durationMs!: number | null;

  @Column('text', { name: 'correlation_id', nullable: true })
  correlationId!: string | null;

  @Column('text', { name: 'message_symbol', nullable: true })
  messageSymbol!: string | null;

  @Column('jsonb', { nullable: true })
  params!: Readonly<Record<string, unknown>> | null;
}
