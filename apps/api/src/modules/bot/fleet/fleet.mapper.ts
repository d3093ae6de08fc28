import {
  errorEntry,
  type Fleet,
  type FleetPause,
  type LastError,
  type Message,
  say,
  symbolOfCode,
} from '@pacekeeper/contracts';
import { helpLink } from '../../../platform/http/problem.filter.ts';
import { asMessage, wordsOf } from '../../../platform/words/stored-words.ts';
import type { FleetRow } from './fleet.repository.ts';

/** All bots are paused, as a bot or a job says it. */
export interface Paused {
  readonly message: Message<'fleet_paused'>;
  /** When one account tries again; null: a person decides. */
  readonly until: Date | null;
}

/** Null if bots are not paused. */
export const pausedOf = (row: FleetRow): Paused | null =>
  row.paused_at && {
    message: say('fleet_paused', { by: row.cause === 'person' ? 'person' : 'answers' }),
    until: row.probe_at,
  };

const error = (symbol: LastError['error'], message: Message, at: Date, publicUrl: string): LastError => {
  const { code } = errorEntry(symbol);
  return { error: symbol, code, ...asMessage(wordsOf(message)), help: helpLink(publicUrl, code), at: at.toISOString() };
};

/** Visible to all users. */
export const toFleetView = (row: FleetRow, publicUrl: string): Fleet => {
  const paused = pausedOf(row);
  return {
    paused: paused !== null,
    since: row.paused_at?.toISOString() ?? null,
    until: paused?.until?.toISOString() ?? null,
    ...(paused && row.paused_at ? { trouble: error('FLEET_PAUSED', paused.message, row.paused_at, publicUrl) } : {}),
  };
};

/** Visible to administrators only: why, and what comes next. */
export const toFleetPauseView = (row: FleetRow, publicUrl: string): FleetPause => {
  const symbol = row.error_code === null ? null : symbolOfCode(row.error_code);
  const { paused_at: at } = row;
  return {
    ...toFleetView(row, publicUrl),
    cause: row.cause,
    answer: at && symbol ? error(symbol, say(symbol), at, publicUrl) : null,
    accounts: at ? row.accounts : null,
    answered: at ? row.answered : null,
    failed_probes: at ? row.failed_probes : 0,
    probing: row.probing,
    reason: row.reason,
  };
};
