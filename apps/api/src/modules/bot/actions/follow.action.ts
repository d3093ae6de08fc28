import { say } from '@pacekeeper/contracts';
import type { Answer, Friendship } from '../../instagram/index.ts';
import type { ActionKind, Applied } from './action-kind.ts';

const stands = ({ following, requested }: Friendship): Applied => ({
  applied: following || requested,
  pending: requested && !following,
});

const map = <T, U>(answer: Answer<T>, to: (value: T) => U): Answer<U> =>
  answer.ok ? { ...answer, value: to(answer.value) } : answer;

export const follow: ActionKind = {
  action: 'follow',
  perform: async (session, pk) => map(await session.follow(pk), stands),
  readBack: async (session, pk) => map(await session.friendship(pk), stands),
  alreadySo: async (session, pks) =>
    map(await session.friendships(pks), ({ known }) => ({
      done: new Set([...known].filter(([, one]) => stands(one).applied).map(([pk]) => pk)),
      unreadable: new Set(pks.filter((pk) => !known.has(pk))),
    })),
  describe: (target, { pending }) => say(pending ? 'follow.requested' : 'follow.done', { target }),
};
