import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A link that lets its owner choose a new password: single use, and only its hash is here. */
@Entity('password_reset_tokens')
@ForeignKey('User', ['userId'], ['id'], { name: 'password_reset_tokens_user_id_fkey', onDelete: 'CASCADE' })
@Index('password_reset_tokens_user_id_idx', ['userId'])
export class PasswordResetToken {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'password_reset_tokens_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  /** The address that it was sent to, as it is compared; it serves while that is still the user's. */
  @Column('text', { name: 'email_key' })
  emailKey!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** When it served, or was ended with what it was made for. */
  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
