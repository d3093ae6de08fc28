import { ACTIVITY_STATUSES, type Activity, type ActivityStatus } from '@pacekeeper/contracts';
import type { ActivityFilters } from '../../lib/paths.ts';

const isStatus = (text: string | null): text is ActivityStatus =>
  (ACTIVITY_STATUSES as readonly (string | null)[]).includes(text);

/** The filters that an address names; what the API would refuse is left out. */
export const filtersOf = (search: URLSearchParams): ActivityFilters => {
  const status = search.get('status');
  const action = search.get('action');
  return {
    ...(isStatus(status) && { status }),
    ...(action && /^[a-z_]{1,40}$/.test(action) && { action }),
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

/** The actions to filter by: the usual ones, those on the screen, and the one chosen. */
export const actionsToChoose = (rows: readonly Pick<Activity, 'action'>[], chosen: string | undefined): string[] =>
  [...new Set([...USUAL, ...rows.map(({ action }) => action), ...(chosen ? [chosen] : [])])].sort();
