import { problemOf } from '../lib/http/request-error.ts';
import { paths } from '../lib/paths.ts';
import type { FieldErrors } from '../lib/forms/use-form.ts';
import { AppLink } from './app-link.tsx';

/** The refusal of a new password as it stands at its field, with the way to its page; null for any other error. */
export const weakPasswordErrors = (error: unknown): FieldErrors | null => {
  const problem = problemOf(error);
  if (problem?.error !== 'PASSWORD_TOO_WEAK') return null;
  return {
    new_password: (
      <>
        {problem.detail} <AppLink to={paths.errorCode.href(problem.code)}>Read more about {problem.code}</AppLink>
      </>
    ),
  };
};
