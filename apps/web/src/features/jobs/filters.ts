import { idSchema, JOB_STATES } from '@pacekeeper/contracts';
import type { JobFilters } from '../../lib/paths.ts';

/** The filters that an address names; what the API would refuse is left out. */
export const filtersOf = (search: URLSearchParams): JobFilters => {
  const state = JOB_STATES.find((one) => one === search.get('state'));
  const account = idSchema.safeParse(search.get('account_id'));
  return { ...(state && { state }), ...(account.success && { account_id: account.data }) };
};
