import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The bot of an account, and who holds the account right now. */
@Entity('user_bot_status')
@ForeignKey('InstagramCredential', ['accountId', 'userId'], ['id', 'userId'], {
  name: 'user_bot_status_account_id_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey('User', ['userId'], ['id'], { name: 'user_bot_status_user_id_fkey', onDelete: 'CASCADE' })
@Index('user_bot_status_user_id_idx', ['userId'])
@Index('user_bot_status_trouble_idx', ['troubleAt'], { where: '(trouble_at IS NOT NULL)' })
@Index('user_bot_status_outdated_idx', ['troubleClient'], { where: `(cooldown_code = 'E-IG-E-0AEC'::text)` })
@Index('user_bot_status_due_idx', ['nextTurnAt'], { where: 'bot_running' })
export class BotStatus {
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'user_bot_status_pkey' })
  accountId!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('boolean', { name: 'session_valid', default: false })
  sessionValid!: boolean;

  /** An answer was ambiguous about the session: the next turn checks it before anything else. */
  @Column('boolean', { name: 'session_doubted', default: false })
  sessionDoubted!: boolean;

  /** How many answers in a row left that open. */
  @Column('integer', { name: 'session_doubts', default: 0 })
  sessionDoubts!: number;

  @Column('boolean', { name: 'bot_running', default: false })
  botRunning!: boolean;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'cooldown_until', nullable: true })
  cooldownUntil!: Date | null;

  @Column('text', { name: 'cooldown_code', nullable: true })
  cooldownCode!: string | null;

  @Column('text', { name: 'last_error_code', nullable: true })
  lastErrorCode!: string | null;

  /** A sentence, in rows written before parameters were stored; newer rows use the code and the parameters. */
  @Column('text', { name: 'last_error_message', nullable: true })
  lastErrorMessage!: string | null;

  @Column('jsonb', { name: 'last_error_params', nullable: true })
  lastErrorParams!: Readonly<Record<string, unknown>> | null;

  @Column('timestamptz', { name: 'last_error_at', nullable: true })
  lastErrorAt!: Date | null;

  @Column('integer', { name: 'faults_in_a_row', default: 0 })
  faultsInARow!: number;

  /** The last answer that may have another reason than the account; null after a good one. */
  @Column('text', { name: 'trouble_code', nullable: true })
  troubleCode!: string | null;

  @Column('timestamptz', { name: 'trouble_at', nullable: true })
  troubleAt!: Date | null;

  /** The app version that got it. */
  @Column('text', { name: 'trouble_client', nullable: true })
  troubleClient!: string | null;

  @Column('timestamptz', { name: 'last_action_at', nullable: true })
  lastActionAt!: Date | null;

  /** Since when people who are not among the known followers are new; null: their list was not read to its end yet. */
  @Column('timestamptz', { name: 'followers_known_at', nullable: true })
  followersKnownAt!: Date | null;

  @Column('timestamptz', { name: 'next_turn_at', nullable: true })
  nextTurnAt!: Date | null;

  @Column('bigint', { name: 'turn_seq', default: 0 })
  turnSeq!: string;

  @Column('bigint', { default: 0 })
  fence!: string;

  @Column('uuid', { name: 'lease_holder', nullable: true })
  leaseHolder!: string | null;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;
}
