import type { Opener, OpeningPurpose, SessionOpening as View } from '@pacekeeper/contracts';
import type { OpeningRow } from './session-openings.repository.ts';

const OPENER: Readonly<Record<OpeningPurpose, Opener>> = {
  turn: 'bot',
  read_back: 'bot',
  test: 'you',
  admin_test: 'administrator',
  daily_test: 'pacekeeper',
  start: 'you',
  connect: 'you',
  disconnect: 'you',
  rotation: 'operator',
  export: 'you',
};

export const toOpeningView = (row: OpeningRow): View => ({
  id: row.id,
  by: OPENER[row.purpose],
  purpose: row.purpose,
  times: row.times,
  first_at: row.first_at.toISOString(),
  last_at: row.last_at.toISOString(),
});
