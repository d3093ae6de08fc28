import { hashtagSchema, instagramUsernameSchema } from '@pacekeeper/contracts';

/** Where a pasted text may be cut, in any of the scripts that people paste from. */
const CUTS = /[\n\r\t,;\u3001\uff0c\uff1b]+/;
const BLANKS = /\s+/;
/** The title of a profile's page: the name in it is read, and the blanks belong to it. */
const IS_TITLE = /\(@/;

/** "#one#two three, four" as four entries. */
export const splitTags = (text: string): string[] =>
  text
    .split(CUTS)
    .flatMap((part) => part.split(BLANKS))
    .flatMap((part) => (/^[#\uff03]/.test(part) ? part.split(/(?=[#\uff03])/) : [part]))
    .filter(Boolean);

/** "@one two, three" as three entries; a line that was copied from a profile stays whole. */
export const splitNames = (text: string): string[] =>
  text
    .split(CUTS)
    .flatMap((part) => (IS_TITLE.test(part) ? [part.trim()] : part.split(BLANKS)))
    .filter(Boolean);

interface Read {
  /** Different entries that can be read. */
  readonly readable: number;
  readonly unreadable: readonly string[];
}

const readWith =
  (read: (entry: string) => string | null) =>
  (entries: readonly string[]): Read => {
    const known = new Set<string>();
    const unreadable: string[] = [];
    for (const entry of entries) {
      const name = read(entry);
      if (name === null) unreadable.push(entry);
      else known.add(name);
    }
    return { readable: known.size, unreadable };
  };

/** What of a pasted text is a hashtag, by the rules of the API. */
export const readTags = readWith((entry) => hashtagSchema.safeParse(entry).data ?? null);
/** What of a pasted text is a name, by the rules of the API. */
export const readNames = readWith((entry) => instagramUsernameSchema.safeParse(entry).data ?? null);

/** The number in the address of a place at Instagram, or the number itself. */
export const placeNumber = (typed: string): string => /\/locations\/(\d+)/.exec(typed)?.[1] ?? typed.trim();
