import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A person whom a user's bots never unfollow. Without an account it counts for all of the user's. */
@Entity('allow_list')
@ForeignKey('User', ['userId'], ['id'], { name: 'allow_list_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'allow_list_account_id_fkey',
  onDelete: 'CASCADE',
})
@Index('allow_list_username_key', ['userId', 'username', 'accountId'], { unique: true, where: 'username IS NOT NULL' })
@Index('allow_list_pk_key', ['userId', 'pk', 'accountId'], { unique: true, where: 'pk IS NOT NULL' })
@Index('allow_list_page_idx', ['userId', 'createdAt', 'id'])
@Index('allow_list_account_id_idx', ['accountId', 'userId'])
@Check('allow_list_named_check', 'username IS NOT NULL OR pk IS NOT NULL')
export class AllowEntry {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'allow_list_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column('text', { nullable: true })
  username!: string | null;

  @Column('text', { nullable: true })
  pk!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
