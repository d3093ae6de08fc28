import type { Action, BreakerTrigger } from '@pacekeeper/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What Instagram made an account stop: one action, or (`action` null) everything. */
@Entity('breakers')
@ForeignKey('User', ['userId'], ['id'], { name: 'breakers_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'breakers_account_id_fkey',
  onDelete: 'CASCADE',
})
@Index('breakers_open_key', ['accountId', 'action'], { unique: true, where: 'closed_at IS NULL' })
@Index('breakers_account_id_idx', ['accountId', 'openedAt'])
@Index('breakers_user_id_idx', ['userId', 'openedAt', 'id'])
@Check('breakers_trigger_check', `trigger IN ('action', 'read', 'no_effect', 'kept', 'version')`)
@Check(
  'breakers_closed_check',
  `(closed_at IS NULL) = (closed_by IS NULL) AND closed_by IN ('try', 'release', 'fleet') AND (closed_by = 'release') = (release_reason IS NOT NULL)`,
)
export class Breaker {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'breakers_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text', { nullable: true })
  action!: Action | null;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'open_until' })
  openUntil!: Date;

  @Column('text', { name: 'error_code' })
  errorCode!: string;

  @Column('integer', { default: 0 })
  reopened!: number;

  /** How many times it came back after a release. */
  @Column('integer', { default: 0 })
  releases!: number;

  @Column('text')
  trigger!: BreakerTrigger;

  @Column('uuid', { name: 'job_id', nullable: true })
  jobId!: string | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('text', { name: 'closed_by', nullable: true })
  closedBy!: 'try' | 'release' | 'fleet' | null;

  @Column('uuid', { name: 'released_by', nullable: true })
  releasedBy!: string | null;

  @Column('text', { name: 'release_reason', nullable: true })
  releaseReason!: string | null;
}
