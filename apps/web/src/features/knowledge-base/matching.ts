import { SEVERITIES, SIDES, type ErrorCode, type Severity, type Side } from '@pacekeeper/contracts';

export interface CodeFilters {
  readonly text: string;
  readonly side: Side | null;
  readonly severity: Severity | null;
}

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | null =>
  values.find((value) => value === text) ?? null;

/** The filters that an address names. */
export const filtersOf = (search: URLSearchParams): CodeFilters => ({
  text: search.get('search') ?? '',
  side: oneOf(SIDES, search.get('side')),
  severity: oneOf(SEVERITIES, search.get('severity')),
});

const heap = ({ code, error, title, message, cause }: ErrorCode): string =>
  [code, error, title, message, cause].join(' ').toLowerCase();

/** The codes that have every word of the text somewhere; what happened lately comes first, the rest by title. */
export const matching = (codes: readonly ErrorCode[], { text, side, severity }: CodeFilters): ErrorCode[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return codes
    .filter((code) => (!side || code.side === side) && (!severity || code.severity === severity))
    .filter((code) => words.every((word) => heap(code).includes(word)))
    .sort((a, b) => (b.last_at ?? '').localeCompare(a.last_at ?? '') || a.title.localeCompare(b.title));
};
