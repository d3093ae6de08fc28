import { AppError, type FieldProblem } from './app-error.ts';

interface Issue {
  readonly message: string;
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined;
}

const pathOf = (issue: Issue): string[] =>
  (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));

/** A field each: what a schema says of several unknown fields at once is told of each of them. */
const detailsOf = (issue: Issue): FieldProblem[] => {
  const message = issue.message.slice(0, 200);
  const unknown = (issue as { keys?: unknown }).keys;
  const paths = Array.isArray(unknown) ? unknown.map((key) => [...pathOf(issue), String(key)]) : [pathOf(issue)];
  return paths.map((path) => ({ path: path.join('.').slice(0, 100), message }));
};

/** What a schema found wrong, as VALIDATION_FAILED with one detail a field; at most 20 of them. */
export const validationError = (issues: readonly Issue[]): AppError => {
  const details = issues.flatMap(detailsOf).slice(0, 20);
  const [first] = details;
  const summary = first ? (first.path ? `${first.path} ${first.message}` : first.message) : 'the body is not valid';
  return new AppError('VALIDATION_FAILED', { summary }, { details });
};
