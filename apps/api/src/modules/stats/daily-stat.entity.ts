import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What an account did in one hour of one day with one action and source. */
@Entity('daily_stats')
@ForeignKey('User', ['userId'], ['id'], { name: 'daily_stats_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'daily_stats_account_id_fkey',
  onDelete: 'CASCADE',
})
@Index('daily_stats_day_idx', ['userId', 'day'])
@Check('daily_stats_hour_check', 'hour BETWEEN 0 AND 23')
export class DailyStat {
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'daily_stats_pkey' })
  accountId!: string;

  /** Of the user's own calendar at the time. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'daily_stats_pkey' })
  day!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'daily_stats_pkey' })
  hour!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'daily_stats_pkey' })
  action!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'daily_stats_pkey' })
  source!: string;

  /** What the source is about, such as the hashtag; empty where it says it all. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'daily_stats_pkey' })
  about!: string;

  @Column('integer', { default: 0 })
  done!: number;

  @Column('integer', { default: 0 })
  skipped!: number;

  @Column('integer', { default: 0 })
  failed!: number;

  @Column('integer', { default: 0 })
  unknown!: number;
}
