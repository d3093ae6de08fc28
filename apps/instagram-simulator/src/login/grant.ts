import { bearerOf, type Session } from '../accounts/sessions.ts';
import { hash32 } from '../support/random.ts';
import type { Secrets } from '../support/secrets.ts';
import type { ReplyHeaders } from '../transport/reply.ts';
import { expireCookie, setCookie } from '../wire/cookies.ts';

/** How a new session is handed over: as cookies, as the authorization header, or both. */
export const GRANTS = ['both', 'cookies', 'header'] as const;
export type GrantMode = (typeof GRANTS)[number];

/** The headers that give a session to the client. */
export const grantHeaders = (session: Session, username: string, mode: GrantMode, secrets: Secrets): ReplyHeaders => {
  const cookies =
    mode === 'header'
      ? []
      : [
          setCookie('sessionid', session.id, { httpOnly: true }),
          setCookie('ds_user_id', session.pk),
          setCookie('ds_user', username),
          setCookie('rur', 'EAG', { httpOnly: true }),
        ];
  const headers: Record<string, string | readonly string[]> = {
    'x-ig-set-www-claim': `hmac.${hash32(session.id).toString(36)}`,
    'Set-Cookie': [...cookies, setCookie('csrftoken', secrets.token(24))],
  };
  if (mode !== 'cookies') headers['ig-set-authorization'] = bearerOf(session);
  return headers;
};

/** The headers that take it back. The client keeps its authorization header: the session itself must be revoked. */
export const revokeHeaders = (): ReplyHeaders => ({
  'Set-Cookie': [expireCookie('sessionid'), expireCookie('ds_user')],
});
