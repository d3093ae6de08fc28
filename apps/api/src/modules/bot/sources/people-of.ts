import type { Answer, InstagramSession, InstagramUser, Page } from '../../instagram/index.ts';
import { mapAnswer } from '../../instagram/index.ts';
import { type TargetPage, type UserTarget, usersOf } from './target.ts';

type List = (session: InstagramSession, pk: string, cursor: string | null) => Promise<Answer<Page<InstagramUser>>>;

/** In front of the place in the list: whose list it is, so that a name is looked up once. */
const SEPARATOR = '|';

/** The first page looks the person up. */
export const callsOfPeople = (cursor: string | null): number => (cursor === null ? 2 : 1);

/** A list of people that belongs to a person whom the job names. */
export const peopleOf =
  (list: List) =>
  async (
    session: InstagramSession,
    { username }: { username: string },
    cursor: string | null,
  ): Promise<Answer<TargetPage<UserTarget>>> => {
    const at = cursor === null ? -1 : cursor.indexOf(SEPARATOR);
    const pkKnown = cursor === null ? null : cursor.slice(0, at);
    const place = cursor === null ? null : cursor.slice(at + 1);
    const person = pkKnown === null ? await session.userByName(username) : null;
    if (person && !person.ok) return person;
    const pk = person ? person.value.pk : (pkKnown ?? '');
    return mapAnswer(await list(session, pk, place), (page) => ({
      ...usersOf(page),
      cursor: page.cursor === null ? null : `${pk}${SEPARATOR}${page.cursor}`,
    }));
  };
