export { operate } from './operator.ts';
export { FIRST_PASSWORD_FILE, FirstAdmin } from './first-admin.ts';
export { nameKey } from './name-key.ts';
export { UserLimits } from './user-limits.ts';
export { UsersModule } from './users.module.ts';
export { UsersService } from './users.service.ts';
