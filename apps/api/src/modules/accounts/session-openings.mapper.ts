import type { Opener, OpeningPurpose, SessionOpening as View } from '@pacekeeper/contracts';
import type { SessionOpening } from './session-opening.entity.ts';

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
};

export const toOpeningView = (row: SessionOpening): View => ({
  id: row.id,
  by: OPENER[row.purpose],
  purpose: row.purpose,
  times: row.times,
  first_at: row.firstAt.toISOString(),
  last_at: row.lastAt.toISOString(),
});
