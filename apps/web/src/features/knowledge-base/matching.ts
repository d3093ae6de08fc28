import { SEVERITIES, SIDES, type ErrorCode, type Severity, type Side } from '@pacekeeper/contracts';

/** `latest`: what happened last comes first. */
export const ORDERS = ['latest', 'often', 'title'] as const;
export type Order = (typeof ORDERS)[number];

export interface CodeFilters {
  readonly text: string;
  readonly side: Side | null;
  readonly severity: Severity | null;
  /** Only what has occurred. */
  readonly occurred: boolean;
  readonly order: Order;
}

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | null =>
  values.find((value) => value === text) ?? null;

/** The filters that an address names. */
export const filtersOf = (search: URLSearchParams): CodeFilters => ({
  text: search.get('search') ?? '',
  side: oneOf(SIDES, search.get('side')),
  severity: oneOf(SEVERITIES, search.get('severity')),
  occurred: search.get('occurred') === 'yes',
  order: oneOf(ORDERS, search.get('order')) ?? 'latest',
});

/** What people say, and what the entries call it. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  ban: ['disabled', 'blocked'],
  banned: ['disabled', 'blocked'],
};

/** Where a word may occur in an entry, in lower case, from what names it to what merely mentions it. */
const places = ({ code, error, title, message, cause }: ErrorCode, page: string): readonly string[] => [
  [code, error, title].join(' ').toLowerCase(),
  [message, cause].join(' ').toLowerCase(),
  page,
];

/** How far down the words occur: 0 where all of them name the entry; null where one does not occur. */
const rankOf = (code: ErrorCode, words: readonly string[], page: string): number | null => {
  const texts = places(code, page);
  const ranks = words.map((word) => {
    const alike = [word, ...(SYNONYMS[word] ?? [])];
    return texts.findIndex((text) => alike.some((one) => text.includes(one)));
  });
  return ranks.includes(-1) ? null : ranks.reduce((sum, rank) => sum + rank, 0);
};

const byTitle = (a: ErrorCode, b: ErrorCode) => a.title.localeCompare(b.title);
const byLast = (a: ErrorCode, b: ErrorCode) => (b.last_at ?? '').localeCompare(a.last_at ?? '');

const COMPARE: Readonly<Record<Order, (a: ErrorCode, b: ErrorCode) => number>> = {
  latest: (a, b) => byLast(a, b) || byTitle(a, b),
  often: (a, b) => (b.occurrences ?? 0) - (a.occurrences ?? 0) || byLast(a, b) || byTitle(a, b),
  title: byTitle,
};

/** Nothing but what the entries themselves say. */
const noWords = () => '';

/**
 * The codes that have every word of the text somewhere, in the entry or in the words of its page, which come in
 * small letters. While something is searched for, what it names comes before what happened last.
 */
export const matching = (
  codes: readonly ErrorCode[],
  { text, side, severity, occurred, order }: CodeFilters,
  wordsOfPage: (code: ErrorCode) => string = noWords,
): ErrorCode[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return codes
    .filter((code) => (!side || code.side === side) && (!severity || code.severity === severity))
    .filter((code) => !occurred || (code.occurrences ?? 0) > 0)
    .flatMap((code) => {
      const rank = rankOf(code, words, words.length > 0 ? wordsOfPage(code) : '');
      return rank === null ? [] : [{ code, rank }];
    })
    .sort((a, b) => (order === 'latest' ? a.rank - b.rank : 0) || COMPARE[order](a.code, b.code))
    .map(({ code }) => code);
};
