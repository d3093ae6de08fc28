import type { ErrorModule, Severity, Side } from '@pacekeeper/contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** The catalogue as the running code has it, so that a report in SQL can join it. */
@Entity('error_codes')
@Unique('error_codes_symbol_key', ['symbol'])
export class ErrorCodeRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'error_codes_pkey' })
  code!: string;

  @Column('text')
  symbol!: string;

  @Column('text')
  module!: ErrorModule;

  @Column('text')
  severity!: Severity;

  @Column('integer', { name: 'http_status' })
  httpStatus!: number;

  @Column('text')
  title!: string;

  @Column('text')
  message!: string;

  @Column('text')
  cause!: string;

  @Column('text')
  side!: Side;

  @Column('text', { array: true })
  steps!: string[];

  @Column('boolean', { name: 'clears_by_itself' })
  clearsByItself!: boolean;
}
