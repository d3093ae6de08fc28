import type { OpeningPurpose } from '@pacekeeper/contracts';

/** Who opened a session and what for, as its owner reads it. */
export const OPENING_WORDS: Readonly<Record<OpeningPurpose, string>> = {
  turn: 'Your bot, to work',
  read_back: 'Your bot, to read back from Instagram what an interrupted action did',
  test: 'You, to test it',
  admin_test: 'An administrator, to test it',
  daily_test: 'Pacekeeper, for the daily test',
  start: 'You, to start the bot',
  connect: 'You, to sign in again on the same device',
  disconnect: 'You, to disconnect',
  rotation: 'The operator of this installation, to seal it with a new key',
};
