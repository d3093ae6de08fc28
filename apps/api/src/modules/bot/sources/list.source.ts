import { listSource } from '@pacekeeper/contracts';
import type { Answer } from '../../instagram/index.ts';
import { defineSource } from './source.ts';
import type { TargetPage, UserTarget } from './target.ts';

/**
 * People whom the job names, one a page: each name is a call. The cursor is the place of the next name. A name that nobody has is
 * told, and the list goes on.
 */
export const list = defineSource(
  listSource,
  async (session, { usernames }, cursor): Promise<Answer<TargetPage<UserTarget>>> => {
    const at = Number(cursor ?? 0);
    const name = usernames[at];
    const next = at + 1 < usernames.length ? String(at + 1) : null;
    if (name === undefined) return { ok: true, durationMs: 0, value: { items: [], unreadable: 0, cursor: null } };
    const answer = await session.userByName(name);
    if (answer.ok) {
      const { pk, username, fullName, isPrivate, isVerified, pictureUrl } = answer.value;
      const person = { pk, username, fullName, isPrivate, isVerified, pictureUrl };
      return { ...answer, value: { items: [{ kind: 'user', ...person }], unreadable: 0, cursor: next } };
    }
    if (answer.failure.symbol !== 'TARGET_NOT_FOUND') return answer;
    const { durationMs } = answer;
    return { ok: true, durationMs, value: { items: [], unreadable: 0, missing: [name], cursor: next } };
  },
);
