import type { Role } from '@pacekeeper/contracts';
import { Check, Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity('users')
@Unique('users_username_key_key', ['usernameKey'])
@Unique('users_email_key_key', ['emailKey'])
@Check('users_role_check', `role IN ('admin', 'user')`)
export class User {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'users_pkey' })
  id!: string;

  @Column('text') username!: string;

  /** What is compared: the name in one case and one form. */
  @Column('text', { name: 'username_key' })
  usernameKey!: string;

  @Column('text', { nullable: true }) email!: string | null;

  @Column('text', { name: 'email_key', nullable: true })
  emailKey!: string | null;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('text', { default: 'user' })
  role!: Role;

  @Column('boolean', { name: 'is_active', default: true })
  isActive!: boolean;

  /** An administrator approves each of their jobs. */
  @Column('boolean', { name: 'needs_approval', default: false })
  needsApproval!: boolean;

  @Column('boolean', { name: 'must_change_password', default: true })
  mustChangePassword!: boolean;

  @Column('timestamptz', { name: 'password_changed_at', default: () => 'now()' })
  passwordChangedAt!: Date;

  @Column('text', { name: 'time_zone', default: 'UTC' })
  timeZone!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_login_at', nullable: true })
  lastLoginAt!: Date | null;

  /** Since when they sign in with a second factor; null: without one. */
  @Column('timestamptz', { name: 'two_factor_since', nullable: true })
  twoFactorSince!: Date | null;

  /** Until when the days of which zone still count for quotas; set by a trigger. */
  @Column('text', { name: 'former_time_zone', nullable: true })
  formerTimeZone!: string | null;

  @Column('timestamptz', { name: 'former_zone_until', nullable: true })
  formerZoneUntil!: Date | null;
}
