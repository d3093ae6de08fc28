import { objectOf } from '../../foreign.ts';
import { type Fields, PK, type TextForm } from './fields.ts';

/** Whose session it is, and what opens it. */
export interface Credentials {
  readonly userId: string;
  /** With its colons as `%3A`, as the app has it. */
  readonly sessionId: string;
}

/** The account's id in front, then the secret; colons as they are or as %3A. */
const SESSION_ID = /^([1-9]\d{0,24})(?:%3A|:)[\w.~%:+/=-]{10,500}$/i;
export const SESSION: TextForm = { is: 'a sessionid of the app', pattern: SESSION_ID, longest: 600 };

/** Pure: a bare sessionid; null where it has another form. */
export const credentialsIn = (text: string): Credentials | null => {
  const userId = text.length <= SESSION.longest ? SESSION_ID.exec(text)?.[1] : undefined;
  if (userId === undefined) return null;
  return { userId, sessionId: text.replaceAll(':', '%3A').replaceAll(/%3a/g, '%3A') };
};

const PREFIX = 'Bearer IGT:2:';
const AUTHORIZATION: TextForm = {
  is: 'Bearer IGT:2: and base64',
  pattern: /^Bearer IGT:2:[A-Za-z0-9+/=_-]{20,}$/,
  longest: 4000,
};

/** The header of the app for a session. */
export const authorizationOf = ({ userId, sessionId }: Credentials, overCookies: boolean): string => {
  const data = {
    ds_user_id: userId,
    sessionid: sessionId,
    ...(overCookies ? { should_use_header_over_cookies: true } : {}),
  };
  return PREFIX + Buffer.from(JSON.stringify(data)).toString('base64');
};

/** An authorization header that a client has stored, and whom it names; null where there is none. */
export const authorizationIn = (
  fields: Fields,
  key: string,
): { readonly header: string; readonly userId: string } | null => {
  const header = fields.optional(key, AUTHORIZATION);
  if (header === undefined) return null;
  const data = objectOf(Buffer.from(header.slice(PREFIX.length), 'base64').toString());
  const { ds_user_id: userId, sessionid } = data;
  const named = typeof userId === 'number' && Number.isSafeInteger(userId) ? String(userId) : userId;
  if (typeof named === 'string' && PK.pattern.test(named) && typeof sessionid === 'string' && sessionid !== '') {
    return { header, userId: named };
  }
  fields.wrong(key, 'does not name an account and a session');
  return null;
};
