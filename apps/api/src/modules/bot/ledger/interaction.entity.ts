import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

export const INTERACTION_STATES = [
  'planned',
  'intended',
  'confirmed',
  'refused',
  'skipped',
  'unknown',
  'needs_review',
] as const;
export type InteractionState = (typeof INTERACTION_STATES)[number];

/** One row of the ledger: an action of an account on a target, from the plan to its outcome. */
@Entity('interactions')
@ForeignKey('User', ['userId'], ['id'], { name: 'interactions_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'interactions_account_id_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey('BotJob', ['jobId', 'userId'], ['id', 'userId'], { name: 'interactions_job_id_fkey', onDelete: 'CASCADE' })
@Index('interactions_once_key', ['accountId', 'action', 'objectId'], {
  unique: true,
  where: `state IN ('intended', 'confirmed', 'unknown', 'needs_review') AND undone_by IS NULL`,
})
@Index('interactions_undone_idx', ['accountId', 'action', 'objectId'], { where: 'undone_by IS NOT NULL' })
@Index('interactions_refused_idx', ['accountId', 'action', 'objectId'], { where: `state = 'refused'` })
@Index('interactions_job_object_key', ['jobId', 'objectId'], { unique: true })
@Index('interactions_job_person_idx', ['jobId', 'targetPk'], { where: 'object_id <> target_pk' })
@Index('interactions_planned_idx', ['jobId', 'id'], { where: `state = 'planned'` })
@Index('interactions_open_idx', ['accountId', 'jobId'], {
  where: `state IN ('intended', 'unknown', 'needs_review')`,
})
@Index('interactions_pace_idx', ['accountId', 'action', 'intendedAt'], { where: 'intended_at IS NOT NULL' })
@Index('interactions_account_idx', ['accountId', 'id'], { where: 'id > 0' })
@Check(
  'interactions_state_check',
  `state IN ('planned', 'intended', 'confirmed', 'refused', 'skipped', 'unknown', 'needs_review')`,
)
@Check(
  'interactions_intent_check',
  `state IN ('planned', 'skipped') OR (fence IS NOT NULL AND quota_day IS NOT NULL AND intended_at IS NOT NULL AND deadline_at IS NOT NULL)`,
)
export class Interaction {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'interactions_pkey',
  })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('uuid', { name: 'job_id' })
  jobId!: string;

  @Column('text')
  action!: string;

  @Column('text', { name: 'target_pk' })
  targetPk!: string;

  /** The id of a post or story, else the person's. */
  @Column('text', { name: 'object_id' })
  objectId!: string;

  @Column('boolean', { default: true })
  prepared!: boolean;

  @Column('jsonb', { nullable: true })
  details!: Readonly<Record<string, unknown>> | null;

  @Column('bigint', { name: 'undone_by', nullable: true })
  undoneBy!: string | null;

  @Column('text', { name: 'target_username', nullable: true })
  targetUsername!: string | null;

  @Column('text', { name: 'target_name', nullable: true })
  targetName!: string | null;

  @Column('text', { name: 'target_picture', nullable: true })
  targetPicture!: string | null;

  @Column('text', { default: 'planned' })
  state!: InteractionState;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('bigint', { nullable: true })
  fence!: string | null;

  @Column('date', { name: 'quota_day', nullable: true })
  quotaDay!: string | null;

  @Column('timestamptz', { name: 'intended_at', nullable: true })
  intendedAt!: Date | null;

  @Column('timestamptz', { name: 'deadline_at', nullable: true })
  deadlineAt!: Date | null;

  @Column('timestamptz', { name: 'reconcile_at', nullable: true })
  reconcileAt!: Date | null;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  @Column('integer', { name: 'duration_ms', nullable: true })
  durationMs!: number | null;
}
