import type { Secrets } from '../support/secrets.ts';

/** Why a session ended: two reasons that are told with login_required, and a message of its own. */
export const REVOKE_REASONS = [2, 8, 'user_has_logged_out'] as const;
export type RevokeReason = (typeof REVOKE_REASONS)[number];

export interface Session {
  readonly id: string;
  readonly pk: string;
  readonly device: string;
  /** Milliseconds since 1970, on the virtual clock. */
  readonly createdAt: number;
  revoked: RevokeReason | null;
  /** It dies when it is used from another device, or with another app version than this. */
  readonly bound?: { readonly version: string };
}

export interface Sessions {
  open(pk: string, device: string, bound?: Session['bound']): Session;
  byId(id: string): Session | null;
  /** The session that a request names: by its Authorization header, else by its cookie. */
  ofRequest(authorization: string | undefined, cookie: string | undefined): Session | null;
  of(pk: string): Session[];
  /** @returns how many live sessions it ended. */
  revoke(pk: string, reason: RevokeReason, id?: string): number;
  removeUser(pk: string): void;
  dump(): Session[];
}

export const createSessions = (now: () => number, secrets: Secrets, saved: readonly Session[] = []): Sessions => {
  const byId = new Map<string, Session>(saved.map((session) => [session.id, session]));
  const byUser = new Map<string, Session[]>();
  for (const session of saved) (byUser.get(session.pk) ?? newList(byUser, session.pk)).push(session);
  return {
    open: (pk, device, bound) => {
      const id = `${pk}%3A${secrets.token(12).replaceAll(/[-_]/g, 'x')}%3A${20 + (byId.size % 10)}`;
      const session: Session = { id, pk, device, createdAt: now(), revoked: null, ...(bound ? { bound } : {}) };
      byId.set(id, session);
      (byUser.get(pk) ?? newList(byUser, pk)).push(session);
      return session;
    },
    byId: (id) => byId.get(id) ?? null,
    ofRequest: (authorization, cookie) => {
      const id = (authorization && sessionIdOfBearer(authorization)) ?? (cookie && cookieValue(cookie, 'sessionid'));
      return id ? (byId.get(id) ?? null) : null;
    },
    of: (pk) => [...(byUser.get(pk) ?? [])],
    revoke: (pk, reason, id) => {
      const live = (byUser.get(pk) ?? []).filter((one) => one.revoked === null && (id === undefined || one.id === id));
      for (const session of live) session.revoked = reason;
      return live.length;
    },
    removeUser: (pk) => {
      for (const session of byUser.get(pk) ?? []) byId.delete(session.id);
      byUser.delete(pk);
    },
    dump: () => [...byId.values()],
  };
};

const newList = (byUser: Map<string, Session[]>, pk: string): Session[] => {
  const list: Session[] = [];
  byUser.set(pk, list);
  return list;
};

const BEARER = 'Bearer IGT:2:';

export const bearerOf = (session: Session): string =>
  BEARER +
  Buffer.from(
    JSON.stringify({ ds_user_id: session.pk, sessionid: session.id, should_use_header_over_cookies: true }),
  ).toString('base64');

/** The session id inside an Authorization header; null where it holds none. */
const sessionIdOfBearer = (header: string): string | null => {
  if (!header.startsWith(BEARER)) return null;
  const text = Buffer.from(header.slice(BEARER.length), 'base64').toString('utf8');
  return /"sessionid"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? null;
};

export const cookieValue = (header: string, name: string): string | null => {
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals !== -1 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
};
