import { say, storyReactionAction } from '@pacekeeper/contracts';
import { type InstagramStory, mapAnswer } from '../../instagram/index.ts';
import { type Action, DONE } from './action.ts';
import type { Circumstances, Prepared } from './preparation.ts';
import { detailsOf, ranOut, STORY_OWNERS, storyOf } from './story.ts';

const EMOJI = '❤️';

/** Pure: the newest item of a person's story, where the draw falls on them. */
export const drawn = (
  stories: readonly InstagramStory[] | undefined,
  { options, now, chance }: Circumstances,
): Prepared => {
  const [newest] = (stories ?? [])
    .filter((one) => ranOut(detailsOf(one), now) === null)
    .toSorted((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
  if (!newest) return { leaveOut: 'NO_STORY' };
  const { reaction_chance: share } = storyReactionAction.options.parse({ reaction_chance: options['reaction_chance'] });
  if (chance >= share) return { leaveOut: 'NOT_CHOSEN' };
  return { objects: [{ id: newest.id, details: { ...detailsOf(newest), emoji: EMOJI } }] };
};

/** A reaction arrives as a message, and Instagram shows no one whether it was sent: what is lost goes to review. */
export const storyReaction: Action = {
  entry: storyReactionAction,
  perform: async (session, object) =>
    mapAnswer(await session.reactToStory(storyOf(object), String(object.details?.['emoji'] ?? EMOJI)), () => DONE),
  readBack: null,
  standing: null,
  preparation: {
    wanted: () => true,
    atOnce: STORY_OWNERS,
    calls: () => 1,
    read: async (session, people) =>
      mapAnswer(
        await session.stories(people.map(({ pk }) => pk)),
        (stories) =>
          ({ pk }, circumstances) =>
            drawn(stories.get(pk), circumstances),
      ),
  },
  spares: [],
  outdated: ranOut,
  describe: (target) => say('story_reaction.done', { target }),
};
