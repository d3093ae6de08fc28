export const ROLES = ['admin', 'user'] as const;
export type Role = (typeof ROLES)[number];

const everybody = ['admin', 'user'] as const;
const admins = ['admin'] as const;

/** Who may do what. The API's guards, the OpenAPI document and the SPA's menus read this one table. */
export const PERMISSIONS = {
  'self.read': everybody,
  'self.update': everybody,
  'self.password': everybody,
  'self.sessions': everybody,
  'self.second_factor': everybody,
  'self.export': everybody,
  'self.tokens': everybody,
  'self.notifications': everybody,
  'self.wishes': everybody,
  'bot.read': everybody,
  'bot.operate': everybody,
  'job.read': everybody,
  'job.create': everybody,
  'quota.read': everybody,
  'activity.read': everybody,
  'catalogue.read': everybody,
  'events.read': everybody,
  'session.test': everybody,
  'stats.read': everybody,
  'content.read': everybody,
  'content.update': everybody,
  'user.read': admins,
  'user.create': admins,
  'user.delete': admins,
  'user.recover': admins,
  'quota.update': admins,
  'system.read': admins,
  'fleet.operate': admins,
  'job.approve': admins,
  'security.update': admins,
  'audit.read': admins,
  'opt_out.manage': admins,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export const may = (role: Role, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly Role[]).includes(role);
