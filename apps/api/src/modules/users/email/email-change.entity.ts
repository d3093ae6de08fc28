import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The address that a user wants to have, until the link in the mail to it is opened. */
@Entity('email_changes')
@ForeignKey('User', ['userId'], ['id'], { name: 'email_changes_user_id_fkey', onDelete: 'CASCADE' })
export class EmailChange {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'email_changes_pkey' })
  userId!: string;

  @Column('text') email!: string;

  @Column('text', { name: 'email_key' })
  emailKey!: string;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** Of the link, which is made when its mail is sent: single use, and only its hash is here. */
  @Column('uuid', { name: 'link_id', nullable: true })
  linkId!: string | null;

  @Column('bytea', { name: 'token_hash', nullable: true })
  tokenHash!: Buffer | null;
}
