import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The shared secret of an authenticator app, sealed; it counts once it was confirmed by a code. */
@Entity('totp_credentials')
@ForeignKey('User', ['userId'], ['id'], { name: 'totp_credentials_user_id_fkey', onDelete: 'CASCADE' })
export class TotpCredential {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'totp_credentials_pkey' })
  userId!: string;

  @Column('bytea', { name: 'secret_encrypted' })
  secretEncrypted!: Buffer;

  @Column('text', { name: 'encryption_key_id' })
  encryptionKeyId!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  /** The newest time step whose code was taken. */
  @Column('bigint', { name: 'last_step', default: 0 })
  lastStep!: string;
}
