import type { Verification } from '@pacekeeper/contracts';

/** The list with this one in its place, or in front where it is new; an earlier one of the same name has ended. */
export const withVerification = (
  list: readonly Verification[] | undefined,
  verification: Verification,
): Verification[] => [
  verification,
  ...(list ?? []).filter(
    ({ id, instagram_username: name }) => id !== verification.id && name !== verification.instagram_username,
  ),
];

interface Wanted {
  /** The one that this screen has asked for. */
  readonly asked: Verification | null;
  /** The account that is connected again; empty for a new one. */
  readonly username: string;
  /** Given up here. */
  readonly left: ReadonlySet<string>;
  /** Accounts with a form of their own, where their sign-ins continue. */
  readonly elsewhere?: readonly string[];
}

/** The sign-in that a form continues: the current state of what it asked for, else one that was waiting before. */
export const waitingFor = (
  list: readonly Verification[] | undefined,
  { asked, username, left, elsewhere = [] }: Wanted,
): Verification | null => {
  if (asked) return list?.find(({ id }) => id === asked.id) ?? asked;
  const fits = ({ id, instagram_username: name }: Verification) =>
    !left.has(id) && (username === '' ? !elsewhere.includes(name) : name === username);
  return list?.find(fits) ?? null;
};
