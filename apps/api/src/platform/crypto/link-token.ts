import { hashToken, randomToken } from './tokens.ts';

/** What the token of a link in a mail says: its user in front, so that no lookup has to cross users, then its row, then 256 random bits. */
export interface LinkToken {
  readonly userId: string;
  readonly id: string;
  readonly hash: Buffer;
}

const ID = /^[A-Za-z0-9_-]{22}$/;
const RANDOM = /^[A-Za-z0-9_-]{43}$/;

const packed = (uuid: string): string => Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');

const unpacked = (text: string): string =>
  Buffer.from(text, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export const newLinkToken = (userId: string, id: string): { text: string; hash: Buffer } => {
  const text = `${packed(userId)}.${packed(id)}.${randomToken()}`;
  return { text, hash: hashToken(text) };
};

/** Null for anything that does not have the form of one. */
export const readLinkToken = (text: string): LinkToken | null => {
  const [user = '', id = '', random = '', ...more] = text.split('.');
  if (!ID.test(user) || !ID.test(id) || !RANDOM.test(random) || more.length > 0) return null;
  return { userId: unpacked(user), id: unpacked(id), hash: hashToken(text) };
};
