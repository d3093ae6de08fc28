import type { User as UserView } from '@pacekeeper/contracts';
import type { ShownUser } from './users.repository.ts';

export const toUserView = (user: ShownUser): UserView => ({
  id: user.id,
  username: user.username,
  email: user.email,
  ...(user.pendingEmail ? { pending_email: user.pendingEmail } : {}),
  role: user.role,
  is_active: user.isActive,
  must_change_password: user.mustChangePassword,
  two_factor_enabled: user.twoFactorSince !== null,
  ...(user.needsApproval ? { needs_approval: true } : {}),
  time_zone: user.timeZone,
  created_at: user.createdAt.toISOString(),
  last_login_at: user.lastLoginAt?.toISOString() ?? null,
});
