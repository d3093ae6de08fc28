import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Mail on its way, written with the change it tells of; the row goes when it was sent. */
@Entity('outgoing_mails')
@ForeignKey('User', ['userId'], ['id'], { name: 'outgoing_mails_user_id_fkey', onDelete: 'CASCADE' })
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

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
