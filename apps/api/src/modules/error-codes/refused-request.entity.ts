import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** How often requests of one person were refused with one code. Written by a function of the database alone. */
@Entity('refused_requests')
@ForeignKey('User', ['userId'], ['id'], { name: 'refused_requests_user_id_fkey', onDelete: 'CASCADE' })
@Index('refused_requests_slot_key', ['userId', 'code'], { unique: true })
@Check('refused_requests_times_check', 'times > 0')
export class RefusedRequest {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'refused_requests_pkey',
  })
  id!: string;

  /** Null: the request was not signed in. */
  @Column('uuid', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text')
  code!: string;

  @Column('bigint')
  times!: string;

  @Column('timestamptz', { name: 'last_at' })
  lastAt!: Date;
}
