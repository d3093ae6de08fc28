import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Mail on its way, written with the change it tells of; the row goes when it was sent. */
@Entity('outgoing_mails')
@ForeignKey('User', ['userId'], ['id'], { name: 'outgoing_mails_user_id_fkey', onDelete: 'CASCADE' })
@Check('outgoing_mails_last_error_check', 'length(last_error) <= 200')
@Index('outgoing_mails_user_id_idx', ['userId'])
export class OutgoingMail {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'outgoing_mails_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  recipient!: string;

  /** What the letter says beside its kind; never a secret. */
  @Column('jsonb')
  params!: Record<string, unknown>;

  /** Why it could not be sent the last time: codes alone, never the words of a server. */
  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { name: 'last_error_at', nullable: true })
  lastErrorAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
