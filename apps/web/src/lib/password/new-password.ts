import { PASSWORD_MAX, PASSWORD_MIN } from '@pacekeeper/contracts';
import type { FieldErrors } from '../forms/use-form.ts';

export interface NewPassword {
  readonly new_password: string;
  readonly repeated: string;
}

/** Characters as people count them, so that an emoji is one. */
export const lengthOf = (text: string): number => [...text].length;

/** What can be said of a new password without asking the API. */
export const newPasswordErrors = ({ new_password: password, repeated }: NewPassword): FieldErrors => {
  const length = lengthOf(password);
  return {
    ...(length < PASSWORD_MIN && { new_password: `Use at least ${PASSWORD_MIN} characters.` }),
    ...(length > PASSWORD_MAX && { new_password: `Use at most ${PASSWORD_MAX} characters.` }),
    ...(length === 0 && { new_password: 'Enter a new password.' }),
    ...(repeated !== password && { repeated: 'This is not the same as the new password.' }),
  };
};
