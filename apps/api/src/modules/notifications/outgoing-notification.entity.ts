import type { NotificationEvent } from '@pacekeeper/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A notification on its way to one channel, written with what it tells of; the row goes when it was sent. */
@Entity('outgoing_notifications')
@ForeignKey('User', ['userId'], ['id'], { name: 'outgoing_notifications_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('NotificationChannel', ['channelId', 'userId'], ['id', 'userId'], {
  name: 'outgoing_notifications_channel_id_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'outgoing_notifications_account_id_fkey',
  onDelete: 'SET NULL',
})
@Index('outgoing_notifications_channel_id_idx', ['channelId', 'userId'])
@Index('outgoing_notifications_user_id_idx', ['userId'])
@Index('outgoing_notifications_account_id_idx', ['accountId', 'userId'])
export class OutgoingNotification {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'outgoing_notifications_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'channel_id' })
  channelId!: string;

  @Column('text')
  event!: NotificationEvent;

  @Column('text', { name: 'message_symbol' })
  messageSymbol!: string;

  @Column('jsonb')
  params!: unknown;

  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column('uuid', { name: 'job_id', nullable: true })
  jobId!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
