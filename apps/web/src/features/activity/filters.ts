import { ACTIVITY_STATUSES, idSchema, type Activity, type ActivityStatus } from '@pacekeeper/contracts';
import type { ActivityFilters } from '../../lib/paths.ts';

const isStatus = (text: string | null): text is ActivityStatus =>
  (ACTIVITY_STATUSES as readonly (string | null)[]).includes(text);

/** The filters that an address names; what the API would refuse is left out. */
export const filtersOf = (search: URLSearchParams): ActivityFilters => {
  const status = search.get('status');
  const action = search.get('action');
  const account = idSchema.safeParse(search.get('account_id'));
  return {
    ...(isStatus(status) && { status }),
    ...(action && /^[a-z_]{1,40}$/.test(action) && { action }),
    ...(account.success && { account_id: account.data }),
  };
};

/** What happens most, so that it can be chosen before a row of it is shown. */
const USUAL = [
  'follow',
  'targets_skipped',
  'account_connected',
  'account_disconnected',
  'connect_failed',
  'session_tested',
  'session_lost',
  'bot_started',
  'bot_stopped',
  'bot_paused',
  'job_created',
  'job_finished',
] as const;

/** The accounts to filter by: none for a user with a single account, unless the address names another. */
export const accountsToChoose = (
  names: ReadonlyMap<string, string>,
  chosen: string | undefined,
): readonly { readonly value: string; readonly label: string }[] => {
  const accounts = [...names].map(([value, label]) => ({ value, label }));
  if (chosen && !names.has(chosen)) return [...accounts, { value: chosen, label: 'Another account' }];
  return accounts.length > 1 || chosen ? accounts : [];
};

/** The actions to filter by: the usual ones, those on the screen, and the one chosen. */
export const actionsToChoose = (rows: readonly Pick<Activity, 'action'>[], chosen: string | undefined): string[] =>
  [...new Set([...USUAL, ...rows.map(({ action }) => action), ...(chosen ? [chosen] : [])])].sort();
