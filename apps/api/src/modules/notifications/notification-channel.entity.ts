import type { ChannelKind, NotificationEvent, NotificationTrouble } from '@pacekeeper/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Where a user is notified of some events, and how it went the last time. */
@Entity('notification_channels')
@ForeignKey('User', ['userId'], ['id'], { name: 'notification_channels_user_id_fkey', onDelete: 'CASCADE' })
@Unique('notification_channels_owner_key', ['id', 'userId'])
@Index('notification_channels_user_id_idx', ['userId', 'position'])
@Check('notification_channels_kind_check', `kind IN ('mail', 'webhook', 'slack', 'discord', 'telegram')`)
@Check('notification_channels_sealed_check', '(secret_encrypted IS NULL) = (encryption_key_id IS NULL)')
@Check(
  'notification_channels_quiet_check',
  '(quiet_from_minute IS NULL) = (quiet_to_minute IS NULL) AND quiet_from_minute BETWEEN 0 AND 1439 AND quiet_to_minute BETWEEN 0 AND 1439 AND quiet_from_minute <> quiet_to_minute',
)
export class NotificationChannel {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_channels_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('smallint')
  position!: number;

  @Column('text')
  kind!: ChannelKind;

  @Column('text', { nullable: true })
  target!: string | null;

  /** Signs webhooks, or is a bot's token. */
  @Column('bytea', { name: 'secret_encrypted', nullable: true })
  secretEncrypted!: Buffer | null;

  @Column('text', { name: 'encryption_key_id', nullable: true })
  encryptionKeyId!: string | null;

  @Column('text', { array: true })
  events!: NotificationEvent[];

  @Column('integer', { name: 'quiet_from_minute', nullable: true })
  quietFromMinute!: number | null;

  @Column('integer', { name: 'quiet_to_minute', nullable: true })
  quietToMinute!: number | null;

  @Column('timestamptz', { name: 'last_sent_at', nullable: true })
  lastSentAt!: Date | null;

  @Column('timestamptz', { name: 'failed_at', nullable: true })
  failedAt!: Date | null;

  @Column('text', { name: 'failed_because', nullable: true })
  failedBecause!: NotificationTrouble | null;

  /** The HTTP status of the other side. */
  @Column('integer', { name: 'failed_status', nullable: true })
  failedStatus!: number | null;

  @Column('integer', { name: 'failed_tries', default: 0 })
  failedTries!: number;

  @Column('boolean', { name: 'gave_up', default: false })
  gaveUp!: boolean;
}
