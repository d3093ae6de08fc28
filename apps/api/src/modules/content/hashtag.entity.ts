import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A hashtag that a user keeps. */
@Entity('hashtags')
@ForeignKey('User', ['userId'], ['id'], { name: 'hashtags_user_id_fkey', onDelete: 'CASCADE' })
@Unique('hashtags_tag_key', ['userId', 'tag'])
@Index('hashtags_page_idx', ['userId', 'createdAt', 'id'])
export class Hashtag {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'hashtags_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  tag!: string;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
