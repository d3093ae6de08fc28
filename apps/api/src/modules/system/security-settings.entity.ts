import { Check, Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** One row: security settings that administrators choose for all users. */
@Entity('security_settings')
@Check('security_settings_only_row_check', 'only_row')
export class SecuritySettings {
  @PrimaryColumn('boolean', { name: 'only_row', default: true, primaryKeyConstraintName: 'security_settings_pkey' })
  onlyRow!: boolean;

  @Column('boolean', { name: 'require_two_factor', default: false })
  requireTwoFactor!: boolean;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  @Column('uuid', { name: 'updated_by', nullable: true })
  updatedBy!: string | null;
}
