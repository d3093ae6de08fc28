import type { WaitMessage } from '@pacekeeper/contracts';
import { toColumns } from '../../../platform/words/stored-words.ts';

/** SQL: what a job sets that waits; `$4` to `$6` are `reasonColumns`. */
export const WAITS_FOR = 'waiting_reason = $4, waiting_symbol = $5, waiting_params = $6';

/** SQL: what a job sets that waits for nothing any more. */
export const WAITS_NO_MORE =
  'waiting_reason = NULL, waiting_symbol = NULL, waiting_params = NULL, waiting_until = NULL';

export const reasonColumns = (reason: WaitMessage): unknown[] => {
  const { text, symbol, params } = toColumns(reason);
  return [text, symbol, params];
};
