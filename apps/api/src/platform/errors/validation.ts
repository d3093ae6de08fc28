import { AppError } from './app-error.ts';

interface Issue {
  readonly message: string;
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined;
}

const pathOf = (issue: Issue) =>
  (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');

/** What a schema found wrong, as VALIDATION_FAILED with one detail a field; at most 20 of them. */
export const validationError = (issues: readonly Issue[]): AppError => {
  const details = issues.slice(0, 20).map((issue) => ({ path: pathOf(issue), message: issue.message.slice(0, 200) }));
  const first = details[0];
  const summary = first ? (first.path ? `${first.path}: ${first.message}` : first.message) : 'the body is not valid';
  return new AppError('VALIDATION_FAILED', { summary }, { details });
};
