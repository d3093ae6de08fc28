import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The id of a signed token that served; kept until the token would have expired anyway. */
@Entity('spent_tokens')
@ForeignKey('User', ['userId'], ['id'], { name: 'spent_tokens_user_id_fkey', onDelete: 'CASCADE' })
export class SpentToken {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'spent_tokens_pkey' })
  userId!: string;

  @PrimaryColumn('text', { name: 'token_id', primaryKeyConstraintName: 'spent_tokens_pkey' })
  tokenId!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
