import type { SignInMethod } from '@pacekeeper/contracts';
import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A person's sign-in on one device; the refresh token is kept as a hash only. */
@Entity('login_sessions')
@ForeignKey('User', ['userId'], ['id'], { name: 'login_sessions_user_id_fkey', onDelete: 'CASCADE' })
@Index('login_sessions_user_id_idx', ['userId'])
export class LoginSession {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'login_sessions_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('bytea', { name: 'refresh_hash' })
  refreshHash!: Buffer;

  @Column('bytea', { name: 'previous_refresh_hash', nullable: true })
  previousRefreshHash!: Buffer | null;

  @Column('timestamptz', { name: 'rotated_at', nullable: true })
  rotatedAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', default: () => 'now()' })
  lastUsedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'ended_reason', nullable: true })
  endedReason!: string | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;

  @Column('inet', { nullable: true }) address!: string | null;

  @Column('text', { default: 'password' })
  method!: SignInMethod;

  /** When the person last proved who they are. */
  @Column('timestamptz', { name: 'proved_at', default: () => 'now()' })
  provedAt!: Date;
}
