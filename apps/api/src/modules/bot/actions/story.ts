import type { ErrorSymbol } from '@pacekeeper/contracts';
import type { InstagramStory, StoryRef } from '../../instagram/index.ts';
import type { ActionObject, Details } from './action.ts';

/** How long a story is shown, milliseconds. */
const LASTS_MS = 24 * 60 * 60 * 1000;
/** People whose stories one read asks for. */
export const STORY_OWNERS = 30;

export const detailsOf = ({ takenAt }: InstagramStory): Details => ({ taken_at: takenAt.toISOString() });

const takenAtOf = (details: Details | null): Date => new Date(String(details?.['taken_at']));

export const storyOf = ({ id, pk, details }: ActionObject): StoryRef => ({
  id,
  ownerPk: pk,
  takenAt: takenAtOf(details),
});

/** Pure: a story that has run out waits for nothing. */
export const ranOut = (details: Details | null, now: Date): ErrorSymbol | null =>
  takenAtOf(details).getTime() + LASTS_MS <= now.getTime() ? 'NO_STORY' : null;
