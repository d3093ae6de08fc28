import type { Action } from '@pacekeeper/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { ProviderName } from '../instagram/index.ts';

/** A connected Instagram account. The session is sealed; the Instagram password is nowhere. */
@Entity('instagram_credentials')
@ForeignKey('User', ['userId'], ['id'], { name: 'instagram_credentials_user_id_fkey', onDelete: 'CASCADE' })
@Unique('instagram_credentials_owner_key', ['id', 'userId'])
@Index('instagram_credentials_user_pk_key', ['userId', 'instagramPk'], { unique: true })
@Index('instagram_credentials_pk_idx', ['instagramPk'], { where: 'disconnected_at IS NULL' })
@Check('instagram_credentials_client_check', 'char_length(client) <= 60')
@Check('instagram_credentials_ramp_check', 'ramp BETWEEN 0 AND 1')
@Check('instagram_credentials_proxy_check', '(proxy_url_encrypted IS NULL) = (proxy_key_id IS NULL)')
@Check(
  'instagram_credentials_hours_check',
  '(hours_from_minute IS NULL) = (hours_to_minute IS NULL) AND hours_from_minute BETWEEN 0 AND 1439 AND hours_to_minute BETWEEN 0 AND 1440 AND hours_from_minute <> hours_to_minute AND (work_days IS NULL OR hours_from_minute IS NOT NULL)',
)
@Check(
  'instagram_credentials_days_check',
  'work_days <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[] AND cardinality(work_days) BETWEEN 1 AND 7',
)
@Check('instagram_credentials_gap_check', 'own_gap_seconds BETWEEN 10 AND 3600')
@Check('instagram_credentials_provider_check', `provider IN ('private', 'official')`)
@Check('instagram_credentials_sealed_check', '(session_data_encrypted IS NULL) = (encryption_key_id IS NULL)')
export class InstagramCredential {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'instagram_credentials_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /** The way to Instagram; says how the session is to be read. */
  @Column('text', { default: 'private' })
  provider!: ProviderName;

  @Column('text', { name: 'instagram_pk' })
  instagramPk!: string;

  @Column('text', { name: 'instagram_username' })
  instagramUsername!: string;

  @Column('bytea', { name: 'session_data_encrypted', nullable: true })
  sessionDataEncrypted!: Buffer | null;

  @Column('text', { name: 'encryption_key_id', nullable: true })
  encryptionKeyId!: string | null;

  /** Share of the limits that this account may use; numeric, so the driver hands over text. */
  @Column('numeric', { precision: 3, scale: 2, default: 1 })
  ramp!: string;

  @Column('timestamptz', { name: 'connected_at', default: () => 'now()' })
  connectedAt!: Date;

  @Column('timestamptz', { name: 'disconnected_at', nullable: true })
  disconnectedAt!: Date | null;

  @Column('timestamptz', { name: 'last_tested_at', nullable: true })
  lastTestedAt!: Date | null;

  /** The account's proxy, sealed as the session is. */
  @Column('bytea', { name: 'proxy_url_encrypted', nullable: true })
  proxyUrlEncrypted!: Buffer | null;

  @Column('text', { name: 'proxy_key_id', nullable: true })
  proxyKeyId!: string | null;

  /** What the account's device calls itself; null where it never connected since this is kept. */
  @Column('text', { name: 'device_name', nullable: true })
  deviceName!: string | null;

  /** The app version and its code that the session was made with; null: whatever the installation claims. */
  @Column('text', { nullable: true })
  client!: string | null;

  /** It came with a session file: the configuration does not change it. */
  @Column('boolean', { name: 'client_kept', default: false })
  clientKept!: boolean;

  /** When its bot may act, minutes of the user's day; null: the standard of the installation. */
  @Column('integer', { name: 'hours_from_minute', nullable: true })
  hoursFromMinute!: number | null;

  @Column('integer', { name: 'hours_to_minute', nullable: true })
  hoursToMinute!: number | null;

  /** ISO weekdays on which the hours begin; null: all. */
  @Column('smallint', { name: 'work_days', array: true, nullable: true })
  workDays!: number[] | null;

  /** The least time between two actions, where it is longer than the standard. */
  @Column('integer', { name: 'own_gap_seconds', nullable: true })
  ownGapSeconds!: number | null;

  /** The most of an action in an hour, where it is lower than the standard. */
  @Column('jsonb', { name: 'own_caps', nullable: true })
  ownCaps!: Readonly<Partial<Record<Action, number>>> | null;

  /** The first day of the user that is not reckoned yet for `ramp`; null: the first of all. */
  @Column('date', { name: 'ramp_day', nullable: true })
  rampDay!: string | null;

  /** Unlike `connectedAt`, the first of all. */
  @Column('timestamptz', { name: 'first_connected_at', default: () => 'now()' })
  firstConnectedAt!: Date;
}
