import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One row, written with the first administrator. */
@Entity('installation')
@Check('installation_only_row_check', 'only_row')
export class Installation {
  @PrimaryColumn('boolean', { name: 'only_row', default: true, primaryKeyConstraintName: 'installation_pkey' })
  onlyRow!: boolean;

  @Column('uuid', { name: 'first_admin_id' })
  firstAdminId!: string;

  @Column('timestamptz', { name: 'first_admin_at', default: () => 'now()' })
  firstAdminAt!: Date;
}
