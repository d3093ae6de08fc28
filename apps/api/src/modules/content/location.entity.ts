import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A location that a user keeps. */
@Entity('locations')
@ForeignKey('User', ['userId'], ['id'], { name: 'locations_user_id_fkey', onDelete: 'CASCADE' })
@Unique('locations_pk_key', ['userId', 'pk'])
@Index('locations_page_idx', ['userId', 'createdAt', 'id'])
export class Location {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'locations_pkey' })
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /** Instagram's number for it. */
  @Column('text')
  pk!: string;

  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
