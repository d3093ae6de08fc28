import { ROLES, type Role } from '@pacekeeper/contracts';
import type { UserFilters } from '../../lib/paths.ts';

const isRole = (text: string | null): text is Role => (ROLES as readonly (string | null)[]).includes(text);

/** The filters that an address names; what the API would refuse is left out. */
export const filtersOf = (address: URLSearchParams): UserFilters => {
  const search = (address.get('search') ?? '').trim().slice(0, 64);
  const role = address.get('role');
  const active = address.get('is_active');
  return {
    ...(search && { search }),
    ...(isRole(role) && { role }),
    ...((active === 'true' || active === 'false') && { is_active: active }),
  };
};
