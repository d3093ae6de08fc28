import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A code on paper: which of the ten it is, and its hash. */
@Entity('recovery_codes')
@ForeignKey('User', ['userId'], ['id'], { name: 'recovery_codes_user_id_fkey', onDelete: 'CASCADE' })
export class RecoveryCode {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'recovery_codes_pkey' })
  userId!: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'recovery_codes_pkey' })
  number!: number;

  @Column('text', { name: 'code_hash' })
  codeHash!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
