import { jobSource } from '@pacekeeper/contracts';
import type { LedgerSource } from './source.ts';

/** What an earlier job did. Its targets are planned in the transaction that asks for the undoing, so there is no page to read. */
export const ofAJob: LedgerSource = {
  entry: jobSource,
  rows: async () => ({ items: [], unreadable: 0, cursor: null }),
};
