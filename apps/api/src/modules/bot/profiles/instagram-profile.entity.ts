import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A person's page as one account has read it, kept for a day. */
@Entity('instagram_profiles')
@ForeignKey('User', ['userId'], ['id'], { name: 'instagram_profiles_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'instagram_profiles_account_id_fkey',
  onDelete: 'CASCADE',
})
@Index('instagram_profiles_user_id_idx', ['userId'])
@Index('instagram_profiles_read_at_idx', ['readAt'])
export class InstagramProfileRow {
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'instagram_profiles_pkey' })
  accountId!: string;

  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'instagram_profiles_pkey' })
  userId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'instagram_profiles_pkey' })
  pk!: string;

  @Column('text')
  username!: string;

  @Column('text', { name: 'full_name' })
  fullName!: string;

  @Column('boolean', { name: 'is_private' })
  isPrivate!: boolean;

  @Column('boolean', { name: 'is_verified' })
  isVerified!: boolean;

  @Column('integer', { nullable: true })
  followers!: number | null;

  @Column('integer', { nullable: true })
  following!: number | null;

  @Column('integer', { nullable: true })
  posts!: number | null;

  @Column('text', { nullable: true })
  biography!: string | null;

  @Column('boolean', { name: 'is_business', nullable: true })
  isBusiness!: boolean | null;

  @Column('boolean', { name: 'has_picture', nullable: true })
  hasPicture!: boolean | null;

  @Column('timestamptz', { name: 'read_at' })
  readAt!: Date;
}
