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
