import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A text for messages, with variables in curly brackets. */
@Entity('dm_templates')
@ForeignKey('User', ['userId'], ['id'], { name: 'dm_templates_user_id_fkey', onDelete: 'CASCADE' })
@Unique('dm_templates_name_key', ['userId', 'name'])
@Index('dm_templates_page_idx', ['userId', 'createdAt', 'id'])
@Check('dm_templates_text_check', 'length(text) BETWEEN 1 AND 1000')
export class DmTemplate {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'dm_templates_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  text!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
