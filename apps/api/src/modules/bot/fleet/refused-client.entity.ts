import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** An app version that Instagram refused, with the pause of the accounts that claim it. Written by functions alone. */
@Entity('refused_clients')
@Check('refused_clients_client_check', 'char_length(client) <= 60')
export class RefusedClient {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'refused_clients_pkey' })
  client!: string;

  @Column('timestamptz', { name: 'refused_at' })
  refusedAt!: Date;

  @Column('timestamptz', { name: 'held_until' })
  heldUntil!: Date;

  @Column('integer', { default: 0 })
  failed!: number;
}
