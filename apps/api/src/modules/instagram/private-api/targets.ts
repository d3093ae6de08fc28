import { NoSuchTarget } from './unexpected-shape.ts';

const PK = /^\d{1,25}$/;
const MEDIA_ID = /^\d{1,25}(?:_\d{1,25})?$/;
/** Letters, digits, underscores and dots, but not dots alone. */
const USERNAME = /^(?!\.+$)[a-z0-9._]{1,30}$/;

const checked = (shape: RegExp, text: string): string => {
  if (!shape.test(text)) throw new NoSuchTarget();
  return text;
};

/** The library puts these into its addresses as they are: what is no id is not sent. @throws NoSuchTarget */
export const pkFor = (pk: string): string => checked(PK, pk);
export const mediaIdFor = (id: string): string => checked(MEDIA_ID, id);
export const usernameFor = (username: string): string => checked(USERNAME, username.trim().toLowerCase());
