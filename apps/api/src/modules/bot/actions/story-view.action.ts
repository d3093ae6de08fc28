import { say, storyViewAction } from '@pacekeeper/contracts';
import { type InstagramStory, mapAnswer } from '../../instagram/index.ts';
import { type Action, DONE } from './action.ts';
import type { Prepared } from './preparation.ts';
import { detailsOf, ranOut, STORY_OWNERS, storyOf } from './story.ts';

/** Pure: of a person's story what the account has not seen yet. */
export const unseen = (stories: readonly InstagramStory[] | undefined, now: Date): Prepared => {
  const current = (stories ?? []).filter((one) => ranOut(detailsOf(one), now) === null);
  const open = current.filter(({ seen }) => seen === false);
  if (open.length > 0) return { objects: open.map((one) => ({ id: one.id, details: detailsOf(one) })) };
  return { leaveOut: current.some(({ seen }) => seen === null) ? 'FILTERED_UNKNOWN' : 'NO_STORY' };
};

export const storyView: Action = {
  entry: storyViewAction,
  perform: async (session, object) => mapAnswer(await session.viewStory(storyOf(object)), () => DONE),
  readBack: async (session, { id, pk }) =>
    mapAnswer(await session.stories([pk]), (stories) => {
      const seen = stories.get(pk)?.find((one) => one.id === id)?.seen ?? null;
      return seen === null ? null : { applied: seen, pending: false };
    }),
  standing: null,
  preparation: {
    wanted: () => true,
    atOnce: STORY_OWNERS,
    calls: () => 1,
    read: async (session, people) =>
      mapAnswer(
        await session.stories(people.map(({ pk }) => pk)),
        (stories) =>
          ({ pk }, { now }) =>
            unseen(stories.get(pk), now),
      ),
  },
  spares: [],
  outdated: ranOut,
  describe: (target) => say('story_view.done', { target }),
};
