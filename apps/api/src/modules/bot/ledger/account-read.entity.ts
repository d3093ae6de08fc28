import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One read of an account that counts against its cap. */
@Entity('account_reads')
@ForeignKey('User', ['userId'], ['id'], { name: 'account_reads_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'account_reads_account_id_fkey',
  onDelete: 'CASCADE',
})
@Index('account_reads_window_idx', ['accountId', 'at'])
@Index('account_reads_user_id_idx', ['userId'])
export class AccountRead {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'account_reads_pkey',
  })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('timestamptz')
  at!: Date;
}
