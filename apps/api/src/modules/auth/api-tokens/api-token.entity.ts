import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a script carries instead of a sign-in; kept as a hash only. */
@Entity('api_tokens')
@ForeignKey('User', ['userId'], ['id'], { name: 'api_tokens_user_id_fkey', onDelete: 'CASCADE' })
@Index('api_tokens_user_id_idx', ['userId', 'createdAt', 'id'])
@Check('api_tokens_permissions_check', 'cardinality(permissions) > 0')
@Check('api_tokens_expiry_check', 'expires_at > created_at')
export class ApiToken {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_tokens_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  name!: string;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('text', { array: true })
  permissions!: string[];

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
