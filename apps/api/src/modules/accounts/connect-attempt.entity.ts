import type { VerificationAsk, VerificationMethod } from '@pacekeeper/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a person is shown beside; see `verificationSchema` for what each is. */
export interface ShownVerification {
  readonly can_send?: readonly { readonly method: VerificationMethod; readonly to?: string }[];
  readonly link?: string;
  readonly review?: { readonly platform?: string; readonly country?: string };
}

/** A sign-in to Instagram under way, or (kind `device`) the device of one that failed. */
@Entity('connect_attempts')
@ForeignKey('User', ['userId'], ['id'], { name: 'connect_attempts_user_id_fkey', onDelete: 'CASCADE' })
@Index('connect_attempts_user_name_idx', ['userId', 'instagramUsername', 'createdAt'])
@Check('connect_attempts_asks_check', `asks IN ('choice', 'code', 'approval', 'app', 'consent')`)
@Check('connect_attempts_kind_check', `kind IN ('two_factor', 'challenge', 'device')`)
export class ConnectAttempt {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'connect_attempts_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text', { name: 'instagram_username' })
  instagramUsername!: string;

  @Column('text')
  kind!: 'two_factor' | 'challenge' | 'device';

  @Column('text', { array: true })
  methods!: VerificationMethod[];

  @Column('text', { name: 'sent_to', nullable: true })
  sentTo!: string | null;

  @Column('bytea', { name: 'state_encrypted' })
  stateEncrypted!: Buffer;

  @Column('text', { name: 'encryption_key_id' })
  encryptionKeyId!: string;

  @Column('integer', { name: 'wrong_codes', default: 0 })
  wrongCodes!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { default: 'code' })
  asks!: VerificationAsk;

  /** The way that is expected; null before the person has chosen one. */
  @Column('text', { nullable: true })
  method!: VerificationMethod | null;

  @Column('jsonb', { default: () => "'{}'" })
  shown!: ShownVerification;

  /** Before that no code is sent and no confirmation is checked again. */
  @Column('timestamptz', { name: 'again_at', nullable: true })
  againAt!: Date | null;

  /** While a call to Instagram is under way. */
  @Column('timestamptz', { name: 'busy_until', nullable: true })
  busyUntil!: Date | null;
}
