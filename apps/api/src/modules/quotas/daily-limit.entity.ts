import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

const BOUNDED = ['follows', 'unfollows', 'likes', 'dms', 'story_views', 'story_reactions'];

/** What a user's bots may do in a day; `userId` null is the global default. */
@Entity('daily_limits')
@ForeignKey('User', ['userId'], ['id'], { name: 'daily_limits_user_id_fkey', onDelete: 'CASCADE' })
@Index('daily_limits_user_id_key', ['userId'], { unique: true })
@Check('daily_limits_bounds_check', BOUNDED.map((name) => `${name}_limit BETWEEN 0 AND 10000`).join(' AND '))
export class DailyLimit {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'daily_limits_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('integer', { name: 'follows_limit' })
  followsLimit!: number;

  @Column('integer', { name: 'unfollows_limit' })
  unfollowsLimit!: number;

  @Column('integer', { name: 'likes_limit' })
  likesLimit!: number;

  @Column('integer', { name: 'dms_limit' })
  dmsLimit!: number;

  @Column('integer', { name: 'story_views_limit' })
  storyViewsLimit!: number;

  @Column('integer', { name: 'story_reactions_limit' })
  storyReactionsLimit!: number;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  @Column('uuid', { name: 'updated_by', nullable: true })
  updatedBy!: string | null;

  /** Why, in an administrator's words. */
  @Column('text', { nullable: true })
  reason!: string | null;
}
