import { dmAction, fillTemplate, say } from '@pacekeeper/contracts';
import { type Answer, type InstagramProfile, type InstagramThread, mapAnswer } from '../../instagram/index.ts';
import { type Action, DONE, type Options } from './action.ts';
import type { Person, Prepared } from './preparation.ts';

const textOf = ({ template }: Options): string => (typeof template === 'string' ? template : '');

/** Numbers are on the person's own page, which is a read of its own. */
const namesNumbers = (options: Options): boolean => /\{(?:follower|following)_count\}/.test(textOf(options));

/** Pure: the message for one person, unless an earlier one waits for their consent. */
export const messageFor = (
  { pk, username, name }: Person,
  thread: InstagramThread,
  profile: InstagramProfile | null,
  options: Options,
): Prepared => {
  if (thread.exists && thread.pending) return { leaveOut: 'CONVERSATION_PENDING' };
  const text = fillTemplate(textOf(options), {
    username: username ?? pk,
    full_name: name,
    follower_count: profile?.followers ?? null,
    following_count: profile?.following ?? null,
  });
  return text === null ? { leaveOut: 'FILTERED_UNKNOWN' } : { objects: [{ id: pk, details: { text } }] };
};

/** Instagram does not tell for certain whether a message was sent: what is lost goes to review. */
export const dm: Action = {
  entry: dmAction,
  perform: async (session, { pk, details }) =>
    mapAnswer(await session.sendMessage(pk, String(details?.['text'] ?? '')), () => DONE),
  readBack: null,
  standing: null,
  preparation: {
    wanted: () => true,
    atOnce: 1,
    calls: (options) => (namesNumbers(options) ? 2 : 1),
    read: async (session, [asked], options) => {
      const pk = asked?.pk ?? '';
      const thread = await session.threadWith(pk);
      if (!thread.ok) return thread;
      const profile: Answer<InstagramProfile> | null = namesNumbers(options) ? await session.profile(pk) : null;
      if (profile && !profile.ok) return profile;
      return mapAnswer(thread, (found) => (person) => messageFor(person, found, profile?.value ?? null, options));
    },
  },
  spares: ['known_followers'],
  describe: (target) => say('dm.done', { target }),
};
