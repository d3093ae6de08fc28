import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A person who followed an account before messages to its new followers began. */
@Entity('account_followers')
@ForeignKey('User', ['userId'], ['id'], { name: 'account_followers_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'account_followers_account_id_fkey',
  onDelete: 'CASCADE',
})
@Index('account_followers_user_id_idx', ['userId'])
export class AccountFollower {
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'account_followers_pkey' })
  accountId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'account_followers_pkey' })
  pk!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('timestamptz', { name: 'seen_at', default: () => 'now()' })
  seenAt!: Date;
}
