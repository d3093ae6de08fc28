/** What two names must share to be the same name: case and form of Unicode do not tell them apart. */
export const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
