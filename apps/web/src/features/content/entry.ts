import type { addedToListSchema, ListEntry, OptOut, SavedHashtag, SavedLocation } from '@pacekeeper/contracts';
import type { z } from 'zod';

/** An entry of any list, as the screen draws it. */
export interface Entry {
  readonly id: string;
  /** "#travel", "@mia", "Berlin". */
  readonly title: string;
  readonly username: string | null;
  readonly pk: string | null;
  readonly note: string | null;
  /** The account that it counts for; null: all. */
  readonly accountId: string | null;
  /** Who added it, where that is told; null: deleted since. */
  readonly addedBy?: string | null | undefined;
  readonly createdAt: string;
}

export interface EntryPage {
  readonly items: readonly Entry[];
  readonly next_cursor: string | null;
}

/** What came of adding. */
export interface Added extends Pick<z.infer<typeof addedToListSchema>, 'duplicates' | 'refused'> {
  readonly items: readonly Entry[];
}

const NOWHERE = { username: null, pk: null, note: null, accountId: null } as const;

export const ofHashtag = ({ id, hashtag, note, created_at: createdAt }: SavedHashtag): Entry => ({
  ...NOWHERE,
  id,
  title: `#${hashtag}`,
  note,
  createdAt,
});

export const ofPlace = ({ id, name, pk, created_at: createdAt }: SavedLocation): Entry => ({
  ...NOWHERE,
  id,
  title: name,
  pk,
  createdAt,
});

const titleOf = ({ username, pk }: Pick<ListEntry, 'username' | 'pk'>): string =>
  username === null ? `number ${pk ?? ''}` : `@${username}`;

export const ofPerson = (entry: ListEntry): Entry => ({
  id: entry.id,
  title: titleOf(entry),
  username: entry.username,
  pk: entry.pk,
  note: entry.note,
  accountId: entry.account_id,
  createdAt: entry.created_at,
});

export const ofOptOut = (entry: OptOut): Entry => ({
  ...NOWHERE,
  id: entry.id,
  title: titleOf(entry),
  username: entry.username,
  pk: entry.pk,
  note: entry.note ?? null,
  addedBy: entry.added_by,
  createdAt: entry.created_at,
});
