import type { OpeningPurpose } from '@pacekeeper/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** How often an Instagram session was opened for one purpose in one hour. Written by a function of the database alone. */
@Entity('session_openings')
@ForeignKey('User', ['userId'], ['id'], { name: 'session_openings_user_id_fkey', onDelete: 'CASCADE' })
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'session_openings_account_id_fkey',
  onDelete: 'CASCADE',
})
@Index('session_openings_slot_key', ['accountId', 'hour', 'purpose', 'actorId'], { unique: true })
@Index('session_openings_hour_idx', ['hour'])
@Index('session_openings_user_id_idx', ['userId'])
@Check(
  'session_openings_purpose_check',
  `purpose IN ('turn', 'read_back', 'test', 'admin_test', 'daily_test', 'start', 'connect', 'disconnect', 'rotation', 'export')`,
)
@Check('session_openings_times_check', 'times > 0')
export class SessionOpening {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'session_openings_pkey',
  })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** The begin of the hour, UTC. */
  @Column('timestamptz')
  hour!: Date;

  @Column('text')
  purpose!: OpeningPurpose;

  /** The person who asked for it; null if none did. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('integer', { default: 1 })
  times!: number;

  @Column('timestamptz', { name: 'first_at', default: () => 'now()' })
  firstAt!: Date;

  @Column('timestamptz', { name: 'last_at', default: () => 'now()' })
  lastAt!: Date;
}
