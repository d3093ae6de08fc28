import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: whether all bots are paused, why, and which account tries next. */
@Entity('fleet_state')
@Check('fleet_state_only_row_check', 'only_row')
@Check(
  'fleet_state_cause_check',
  `(((paused_at IS NULL) = (cause IS NULL)) AND (cause = ANY (ARRAY['answers'::text, 'person'::text])))`,
)
export class FleetState {
  @PrimaryColumn('boolean', { name: 'only_row', default: true, primaryKeyConstraintName: 'fleet_state_pkey' })
  onlyRow!: boolean;

  @Column('timestamptz', { name: 'paused_at', nullable: true })
  pausedAt!: Date | null;

  @Column('text', { nullable: true })
  cause!: 'answers' | 'person' | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('integer', { nullable: true })
  accounts!: number | null;

  @Column('integer', { nullable: true })
  answered!: number | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('uuid', { name: 'paused_by', nullable: true })
  pausedBy!: string | null;

  @Column('timestamptz', { name: 'probe_at', nullable: true })
  probeAt!: Date | null;

  @Column('integer', { name: 'failed_probes', default: 0 })
  failedProbes!: number;

  @Column('uuid', { name: 'probe_account', nullable: true })
  probeAccount!: string | null;

  @Column('timestamptz', { name: 'probe_until', nullable: true })
  probeUntil!: Date | null;

  /** When the last account that tried had nothing good to tell. */
  @Column('timestamptz', { name: 'probe_ended_at', nullable: true })
  probeEndedAt!: Date | null;

  /** App versions that got a troubling answer in this pause, or the one that led to it. */
  @Column('text', { array: true, default: '{}' })
  clients!: string[];

  @Column('timestamptz', { name: 'resumed_at', nullable: true })
  resumedAt!: Date | null;
}
