import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

const BOUNDED = ['follows', 'unfollows', 'likes', 'dms', 'story_views', 'story_reactions'];

/** A user's own lower limits; null: no wish. */
@Entity('limit_wishes')
@ForeignKey('User', ['userId'], ['id'], { name: 'limit_wishes_user_id_fkey', onDelete: 'CASCADE' })
@Check('limit_wishes_bounds_check', BOUNDED.map((name) => `${name}_limit BETWEEN 0 AND 10000`).join(' AND '))
export class LimitWish {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'limit_wishes_pkey' })
  userId!: string;

  @Column('integer', { name: 'follows_limit', nullable: true })
  followsLimit!: number | null;

  @Column('integer', { name: 'unfollows_limit', nullable: true })
  unfollowsLimit!: number | null;

  @Column('integer', { name: 'likes_limit', nullable: true })
  likesLimit!: number | null;

  @Column('integer', { name: 'dms_limit', nullable: true })
  dmsLimit!: number | null;

  @Column('integer', { name: 'story_views_limit', nullable: true })
  storyViewsLimit!: number | null;

  @Column('integer', { name: 'story_reactions_limit', nullable: true })
  storyReactionsLimit!: number | null;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
