import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A job that is created again at set times. */
@Entity('bot_schedules')
@ForeignKey('User', ['userId'], ['id'], { name: 'bot_schedules_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'bot_schedules_account_id_fkey',
  onDelete: 'CASCADE',
})
@Index('bot_schedules_due_idx', ['nextRunAt'], { where: 'enabled' })
@Index('bot_schedules_user_id_idx', ['userId', 'createdAt', 'id'])
@Index('bot_schedules_account_id_idx', ['accountId'])
@Check('bot_schedules_next_check', 'enabled = (next_run_at IS NOT NULL)')
export class BotSchedule {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'bot_schedules_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  name!: string;

  /** The body of the job, as it was posted. */
  @Column('jsonb')
  job!: Readonly<Record<string, unknown>>;

  @Column('text')
  cron!: string;

  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  @Column('boolean', { default: true })
  enabled!: boolean;

  @Column('timestamptz', { name: 'next_run_at', nullable: true })
  nextRunAt!: Date | null;

  @Column('timestamptz', { name: 'last_run_at', nullable: true })
  lastRunAt!: Date | null;

  @Column('uuid', { name: 'last_run_job_id', nullable: true })
  lastRunJobId!: string | null;

  @Column('text', { name: 'last_run_code', nullable: true })
  lastRunCode!: string | null;

  /** The last job that it created, whatever came after it. */
  @Column('uuid', { name: 'last_job_id', nullable: true })
  lastJobId!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
