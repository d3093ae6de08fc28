import { type Permission, routes } from '@pacekeeper/contracts';
import { call } from '../../lib/http/call.ts';
import { type Added, type Entry, type EntryPage, ofHashtag, ofOptOut, ofPerson, ofPlace } from './entry.ts';
import { readNames, readTags, splitNames, splitTags } from './pasted.ts';

export interface ListFilters {
  readonly search?: string | undefined;
  readonly account_id?: string | undefined;
}

interface Asked extends ListFilters {
  readonly cursor: string | null;
  readonly signal: AbortSignal;
}

/** What is added together with each entry. */
export interface With {
  readonly note?: string | undefined;
  readonly account_id?: string | undefined;
}

/** How a list takes pasted entries. */
interface Pasting {
  readonly label: string;
  readonly help: string;
  readonly noteLabel: string;
  readonly split: (text: string) => string[];
  readonly read: typeof readTags;
  readonly add: (entries: readonly string[], more: With) => Promise<Added>;
}

/** One list of the page "Content": its words, and how it is read and changed. */
export interface List {
  readonly name: string;
  readonly label: string;
  /** What it is for. */
  readonly lead: string;
  readonly entry: { readonly one: string; readonly many: string };
  readonly empty: string;
  /** Entries count for one account, or for all. */
  readonly byAccount?: true;
  /** Who may change and remove what was added; others read why not. */
  readonly managedBy?: Permission;
  readonly page: (asked: Asked) => Promise<EntryPage>;
  readonly pasting?: Pasting;
  readonly rename?: (id: string, name: string) => Promise<unknown>;
  readonly setNote?: (id: string, note: string | null) => Promise<unknown>;
  readonly remove: (id: string) => Promise<unknown>;
  /** Adds again what was just removed. */
  readonly restore: (entry: Entry) => Promise<unknown>;
}

const ROWS = 50;

const asked = ({ search, cursor }: Asked) => ({ search: search || null, cursor, limit: ROWS });

const pageOf =
  <Item>(toEntry: (item: Item) => Entry) =>
  ({ items, next_cursor }: { readonly items: readonly Item[]; readonly next_cursor: string | null }): EntryPage => ({
    items: items.map(toEntry),
    next_cursor,
  });

const addedOf =
  <Item>(toEntry: (item: Item) => Entry) =>
  (answer: { readonly items: readonly Item[]; readonly duplicates: string[]; readonly refused: string[] }): Added => ({
    items: answer.items.map(toEntry),
    duplicates: answer.duplicates,
    refused: answer.refused,
  });

/** The fields that name a person again. */
const personOf = ({ username, pk }: Entry) => ({ ...(username !== null && { username }), ...(pk !== null && { pk }) });
const noteOf = ({ note }: Entry) => (note === null ? {} : { note });
const moreOf = ({ note, account_id }: With) => ({ ...(note && { note }), ...(account_id && { account_id }) });

const people = {
  entry: { one: 'person', many: 'people' },
  pasting: {
    label: 'Instagram names',
    help: 'One or many: names with or without @, or addresses of profiles, each on a line or with commas between them.',
    split: splitNames,
    read: readNames,
  },
} as const;

export const HASHTAGS: List = {
  name: 'hashtags',
  label: 'Hashtags',
  lead: 'Hashtags that you keep for your jobs.',
  entry: { one: 'hashtag', many: 'hashtags' },
  empty: 'Paste hashtags above to keep them here.',
  page: async (query) =>
    pageOf(ofHashtag)(await call(routes.hashtags.list, { query: asked(query), signal: query.signal })),
  pasting: {
    label: 'Hashtags',
    help: 'One or many, with or without #, with blanks, commas or line breaks between them.',
    noteLabel: 'Note',
    split: splitTags,
    read: readTags,
    add: async (entries, { note }) =>
      addedOf(ofHashtag)(await call(routes.hashtags.add, { body: { hashtags: [...entries], ...moreOf({ note }) } })),
  },
  setNote: (id, note) => call(routes.hashtags.update, { params: { id }, body: { note } }),
  remove: (id) => call(routes.hashtags.remove, { params: { id } }),
  restore: (entry) => call(routes.hashtags.add, { body: { hashtag: entry.title.replace(/^#/, ''), ...noteOf(entry) } }),
};

export const PLACES: List = {
  name: 'places',
  label: 'Places',
  lead: 'Places that you keep for your jobs, with their numbers.',
  entry: { one: 'place', many: 'places' },
  empty: 'Add one above. Open the place at Instagram and copy its address.',
  page: async (query) =>
    pageOf(ofPlace)(await call(routes.locations.list, { query: asked(query), signal: query.signal })),
  rename: (id, name) => call(routes.locations.update, { params: { id }, body: { name } }),
  remove: (id) => call(routes.locations.remove, { params: { id } }),
  restore: ({ pk, title }) => call(routes.locations.add, { body: { pk: pk ?? '', name: title } }),
};

const listOfPeople = (
  { list, add, update, remove }: typeof routes.blockList | typeof routes.allowList,
  words: Pick<List, 'name' | 'label' | 'lead' | 'empty'>,
): List => ({
  ...words,
  entry: people.entry,
  byAccount: true,
  page: async (query) => {
    const filters = { ...asked(query), account_id: query.account_id ?? null };
    return pageOf(ofPerson)(await call(list, { query: filters, signal: query.signal }));
  },
  pasting: {
    ...people.pasting,
    noteLabel: 'Note',
    add: async (usernames, more) =>
      addedOf(ofPerson)(await call(add, { body: { usernames: [...usernames], ...moreOf(more) } })),
  },
  setNote: (id, note) => call(update, { params: { id }, body: { note } }),
  remove: (id) => call(remove, { params: { id } }),
  restore: (entry) =>
    call(add, {
      body: { ...personOf(entry), ...noteOf(entry), ...(entry.accountId !== null && { account_id: entry.accountId }) },
    }),
});

export const BLOCK_LIST = listOfPeople(routes.blockList, {
  name: 'block-list',
  label: 'Block list',
  lead: 'People whom your bots leave alone: no follow, no like, no message.',
  empty: 'Paste names above, and your bots leave these people alone from the next action on.',
});

export const ALLOW_LIST = listOfPeople(routes.allowList, {
  name: 'allow-list',
  label: 'Allow list',
  lead: 'People whom your bots never unfollow.',
  empty: 'Paste names above, and your bots keep following these people.',
});

export const OPT_OUTS: List = {
  name: 'opt-outs',
  label: 'Opt-outs',
  lead: 'People who asked to be left alone. No bot of this installation acts on them, whoever runs it.',
  entry: people.entry,
  empty: 'When somebody asks you to be left alone, add their name above. It counts for every bot here at once.',
  managedBy: 'opt_out.manage',
  page: async (query) =>
    pageOf(ofOptOut)(await call(routes.optOuts.list, { query: asked(query), signal: query.signal })),
  pasting: {
    ...people.pasting,
    noteLabel: 'Note for administrators',
    add: async (usernames, { note }) =>
      addedOf(ofOptOut)(await call(routes.optOuts.add, { body: { usernames: [...usernames], ...moreOf({ note }) } })),
  },
  setNote: (id, note) => call(routes.optOuts.update, { params: { id }, body: { note } }),
  remove: (id) => call(routes.optOuts.remove, { params: { id } }),
  restore: (entry) => call(routes.optOuts.add, { body: { ...personOf(entry), ...noteOf(entry) } }),
};

export const LISTS: readonly List[] = [HASHTAGS, PLACES, BLOCK_LIST, ALLOW_LIST, OPT_OUTS];
