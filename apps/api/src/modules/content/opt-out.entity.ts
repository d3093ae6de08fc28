import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A person whom every bot of the installation leaves alone. Added by a function of the database alone. */
@Entity('opt_outs')
@ForeignKey('User', ['addedBy'], ['id'], { name: 'opt_outs_added_by_fkey', onDelete: 'SET NULL' })
@Unique('opt_outs_username_key', ['username'])
@Unique('opt_outs_pk_key', ['pk'])
@Index('opt_outs_page_idx', ['createdAt', 'id'])
@Index('opt_outs_added_by_idx', ['addedBy'])
@Check('opt_outs_named_check', 'username IS NOT NULL OR pk IS NOT NULL')
export class OptOut {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'opt_outs_pkey' })
  id!: string;

  @Column('text', { nullable: true })
  username!: string | null;

  @Column('text', { nullable: true })
  pk!: string | null;

  /** For administrators. */
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('uuid', { name: 'added_by', nullable: true })
  addedBy!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
