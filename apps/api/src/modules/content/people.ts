import { instagramUsernameSchema } from '@pacekeeper/contracts';
import { readPasted } from './pasted.ts';

/** A person on a list: known by name, by pk, or by both. */
export interface Person {
  readonly username: string | null;
  readonly pk: string | null;
}

export interface PeopleBody {
  readonly username?: string | undefined;
  readonly pk?: string | undefined;
  readonly usernames?: readonly string[] | undefined;
}

/** Whom a request names: one person, or many as pasted. */
export const peopleOf = ({ username, pk, usernames }: PeopleBody) => {
  if (!usernames) return { people: [{ username: username ?? null, pk: pk ?? null }], repeated: [], refused: [] };
  const { taken, repeated, refused } = readPasted(usernames, instagramUsernameSchema);
  return { people: taken.map((name): Person => ({ username: name, pk: null })), repeated, refused };
};

/** As an activity row names them. */
export const nameOf = ({ username, pk }: Person): string => (username === null ? (pk ?? '') : `@${username}`);

/** Those of `people` that are not among the rows that were added, and those that came twice. */
export const duplicatesOf = (
  people: readonly Person[],
  added: readonly Person[],
  repeated: readonly string[],
): string[] => {
  const isNew = new Set(added.map(nameOf));
  const before = people.filter((one) => !isNew.has(nameOf(one))).map((one) => one.username ?? one.pk ?? '');
  return [...new Set([...before, ...repeated])];
};
