import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** How often a user gets a digest. */
@Entity('notification_settings')
@ForeignKey('User', ['userId'], ['id'], { name: 'notification_settings_user_id_fkey', onDelete: 'CASCADE' })
@Check('notification_settings_digest_check', `digest IN ('daily', 'weekly', 'off')`)
export class NotificationSettings {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'notification_settings_pkey' })
  userId!: string;

  @Column('text', { default: 'off' })
  digest!: string;

  /** When the last digest was made, or digests were switched on. */
  @Column('timestamptz', { name: 'digest_at', default: () => 'now()' })
  digestAt!: Date;
}
