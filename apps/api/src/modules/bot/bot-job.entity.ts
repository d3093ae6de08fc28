import type { Filters, JobState } from '@pacekeeper/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('bot_jobs')
@ForeignKey('User', ['userId'], ['id'], { name: 'bot_jobs_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'bot_jobs_account_id_fkey',
  onDelete: 'CASCADE',
})
@Unique('bot_jobs_owner_key', ['id', 'userId'])
@Index('bot_jobs_user_id_idx', ['userId', 'createdAt', 'id'])
@Index('bot_jobs_open_idx', ['accountId', 'createdAt'], { where: `state IN ('queued', 'running', 'waiting')` })
@Index('bot_jobs_planning_idx', ['accountId'], { where: `state = 'planning'` })
@Index('bot_jobs_planned_idx', ['plannedAt'], { where: `state = 'planned'` })
@Index('bot_jobs_undo_idx', ['undoOf'], { where: 'undo_of IS NOT NULL' })
@Check('bot_jobs_amount_check', 'amount BETWEEN 1 AND 1000')
@Check(
  'bot_jobs_state_check',
  `state IN ('planning', 'planned', 'queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled')`,
)
export class BotJob {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bot_jobs_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  action!: string;

  @Column('text')
  source!: string;

  @Column('jsonb')
  params!: Readonly<Record<string, unknown>>;

  @Column('jsonb')
  filters!: Filters;

  @Column('integer')
  amount!: number;

  @Column('integer', { default: 0 })
  done!: number;

  @Column('integer', { default: 0 })
  skipped!: number;

  @Column('integer', { default: 0 })
  failed!: number;

  @Column('text', { default: 'queued' })
  state!: JobState;

  /** A sentence, in rows written before symbols were stored. */
  @Column('text', { name: 'waiting_reason', nullable: true })
  waitingReason!: string | null;

  @Column('text', { name: 'waiting_symbol', nullable: true })
  waitingSymbol!: string | null;

  @Column('jsonb', { name: 'waiting_params', nullable: true })
  waitingParams!: Readonly<Record<string, unknown>> | null;

  @Column('timestamptz', { name: 'waiting_until', nullable: true })
  waitingUntil!: Date | null;

  @Column('text', { name: 'source_cursor', nullable: true })
  sourceCursor!: string | null;

  @Column('boolean', { name: 'source_exhausted', default: false })
  sourceExhausted!: boolean;

  @Column('integer', { name: 'pages_read', default: 0 })
  pagesRead!: number;

  @Column('integer', { name: 'pages_without_new', default: 0 })
  pagesWithoutNew!: number;

  @Column('integer', { default: 0 })
  unreadable!: number;

  @Column('integer', { name: 'failures_in_a_row', default: 0 })
  failuresInARow!: number;

  @Column('timestamptz', { name: 'retry_at', nullable: true })
  retryAt!: Date | null;

  @Column('timestamptz', { name: 'last_acted_at', nullable: true })
  lastActedAt!: Date | null;

  @Column('text', { name: 'last_error_code', nullable: true })
  lastErrorCode!: string | null;

  /** A sentence, in rows written before parameters were stored; newer rows use the code and the parameters. */
  @Column('text', { name: 'last_error_message', nullable: true })
  lastErrorMessage!: string | null;

  @Column('jsonb', { name: 'last_error_params', nullable: true })
  lastErrorParams!: Readonly<Record<string, unknown>> | null;

  @Column('timestamptz', { name: 'last_error_at', nullable: true })
  lastErrorAt!: Date | null;

  /** Rises with every change of the plan; 0: the job has none. */
  @Column('integer', { name: 'plan_version', default: 0 })
  planVersion!: number;

  @Column('timestamptz', { name: 'planned_at', nullable: true })
  plannedAt!: Date | null;

  /** Administrators were told of a plan that they have to approve. */
  @Column('boolean', { name: 'approval_told', default: false })
  approvalTold!: boolean;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  approvedAt!: Date | null;

  @Column('uuid', { name: 'approved_by', nullable: true })
  approvedBy!: string | null;

  /** Each target is looked at again before it is acted on. */
  @Column('boolean', { name: 'looks_again', default: false })
  looksAgain!: boolean;

  /** The job that this one takes back. */
  @Column('uuid', { name: 'undo_of', nullable: true })
  undoOf!: string | null;

  @Column('text', { name: 'correlation_id', nullable: true })
  correlationId!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
