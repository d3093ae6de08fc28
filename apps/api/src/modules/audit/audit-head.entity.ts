import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: where the chain of the audit log ends. The app's role does not even read it. */
@Entity('audit_head')
@Check('audit_head_only_row_check', 'only_row')
export class AuditHead {
  @PrimaryColumn('boolean', { name: 'only_row', default: true, primaryKeyConstraintName: 'audit_head_pkey' })
  onlyRow!: boolean;

  @Column('bigint')
  seq!: string;

  @Column('bytea')
  hash!: Buffer;
}
