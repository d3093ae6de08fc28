import type { Action } from '@pacekeeper/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What is used of a day's quota; `accountId` null is the sum over the user's accounts. */
@Entity('quota_usage')
@ForeignKey('User', ['userId'], ['id'], { name: 'quota_usage_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'quota_usage_account_id_fkey',
  onDelete: 'CASCADE',
})
@Index('quota_usage_slot_key', ['userId', 'action', 'day', 'accountId'], { unique: true })
@Check('quota_usage_used_check', 'used >= 0')
export class QuotaUsage {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'quota_usage_pkey',
  })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column('text')
  action!: Action;

  @Column('date')
  day!: string;

  @Column('integer')
  used!: number;

  /** When the user was told that most of it is used. */
  @Column('timestamptz', { name: 'warned_at', nullable: true })
  warnedAt!: Date | null;
}
