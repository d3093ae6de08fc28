import { ERROR_SYMBOLS, type ErrorSymbol } from '@pacekeeper/contracts';

const FILE = /^(?:\.\/)?([a-z]+(?:-[a-z]+)*)\.md$/;

/** The file of an error's page: `session-invalid.md`. */
export const fileOf = (symbol: ErrorSymbol): string => `${symbol.toLowerCase().replaceAll('_', '-')}.md`;

/** The error that a file, or a link of one page to another, speaks of; null where it is neither. */
export const symbolOfFile = (file: string): ErrorSymbol | null => {
  const name = FILE.exec(file)?.[1]?.toUpperCase().replaceAll('-', '_');
  return ERROR_SYMBOLS.find((symbol) => symbol === name) ?? null;
};

/** A page without its first heading, which names the error for those who read the file; a screen has its title. */
export const withoutTitle = (page: string): string => page.replace(/^# .*\n+/, '');

/** The words of a page in small letters, without marks and addresses: what the search looks through. */
export const wordsOf = (page: string): string =>
  page
    .replaceAll(/\]\([^)]*\)/g, ' ')
    .replaceAll(/[#*`[\]>|]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
