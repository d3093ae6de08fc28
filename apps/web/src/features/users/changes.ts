import { updateUserSchema, type UpdateUser, type User } from '@pacekeeper/contracts';
import { checkWith } from '../../lib/forms/check-with.ts';
import type { Checked } from '../../lib/forms/use-form.ts';

/** The fields of the form of a user, as text. */
export type UserTexts = { username: string; email: string; role: string };

export const USER_WORDS = {
  username: 'Enter 2 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit.',
  email: 'Enter a complete e-mail address, or leave it empty.',
};

export const ROLE_CHOICES = [
  { value: 'user', label: 'User: their own accounts' },
  { value: 'admin', label: 'Administrator: users and limits too' },
] as const;

export const textsOf = (user: User): UserTexts => ({
  username: user.username,
  email: user.email ?? '',
  role: user.role,
});

/** The body that turns `user` into what was typed: only what differs. Null if nothing does. */
export const checkChanges = (typed: UserTexts, user: User): Checked<UpdateUser | null> => {
  const before = textsOf(user);
  const username = typed.username.trim();
  const email = typed.email.trim();
  const body = {
    ...(username !== before.username && { username }),
    ...(email !== before.email && { email: email || null }),
    ...(typed.role !== before.role && { role: typed.role }),
  };
  return Object.keys(body).length === 0
    ? { body: null }
    : checkWith<UpdateUser | null>(updateUserSchema, body, USER_WORDS);
};
