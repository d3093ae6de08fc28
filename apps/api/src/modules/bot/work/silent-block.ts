import type { Failure } from '../../instagram/index.ts';

/** Instagram says that actions worked, and they did not: it drops them, and more of them would only be noted. */
export const SILENT_BLOCK: Failure = {
  symbol: 'ACTION_NOT_APPLIED',
  side: 'instagram',
  scope: 'action',
  next: 'stop_action',
  effect: 'none',
};
