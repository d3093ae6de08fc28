import { counted } from './format/number.ts';
import type { Need, NeedKind } from './selectors/needs.ts';

interface NeedWords {
  /** A few words, for lists. */
  readonly hint: string;
  /** What happened and whose turn it is. */
  readonly words: string;
  /** The one button. */
  readonly button: string;
}

export const NEED_WORDS: Readonly<Record<NeedKind, NeedWords>> = {
  challenge: {
    hint: 'Instagram asks for a check',
    words: 'Open the Instagram app, confirm that it was you, then connect the account again.',
    button: 'Connect again',
  },
  session_lost: {
    hint: 'The session is lost',
    words: 'Instagram ended it. Sign in to Instagram again; jobs keep their place.',
    button: 'Connect again',
  },
  verification: {
    hint: 'A sign-in waits for you',
    words: 'Instagram asked for something before it lets Pacekeeper in.',
    button: 'Continue',
  },
  paused: {
    hint: 'The bot is paused',
    words: 'It goes on by itself.',
    button: 'See why',
  },
  not_connected: {
    hint: 'Not connected, and jobs wait',
    words: 'Connect the account again to continue them, or cancel them.',
    button: 'Connect again',
  },
  stopped: {
    hint: 'The bot is stopped, and jobs wait',
    words: 'They continue as soon as it is started.',
    button: 'Start bot',
  },
};

/** "2 open jobs". */
export const jobsOfNeed = ({ jobs }: Need): string => counted(jobs, { one: 'open job', many: 'open jobs' });

/** "1 account needs you". */
export const needsYou = (count: number): string => (count === 1 ? '1 account needs you' : `${count} accounts need you`);
