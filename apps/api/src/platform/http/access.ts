import type { ExecutionContext } from '@nestjs/common';
import { isOpenToTokens, type Permission, type Role, type RouteEntry } from '@pacekeeper/contracts';
import type { FastifyRequest } from 'fastify';

/** Who may call a route. */
export interface Access {
  readonly isPublic: boolean;
  readonly permission: Permission | undefined;
  /** Also open to people who must change their password first. */
  readonly whilePasswordPending: boolean;
  /** Also open to people who must set up a second factor first, because an administrator requires one of all users. */
  readonly whileTwoFactorPending: boolean;
  /** Only for people who have proved who they are in the last 15 minutes. */
  readonly recentProof: boolean;
  /** Also open to API tokens that have the permission. */
  readonly openToTokens: boolean;
}

const CLOSED: Access = {
  isPublic: false,
  permission: undefined,
  whilePasswordPending: false,
  whileTwoFactorPending: false,
  recentProof: false,
  openToTokens: false,
};

/** By handler, filled once when its class is defined: looking up decorators' metadata would cost every request. */
const declared = new WeakMap<object, Access>();

export const declareAccess = (handler: object, route: RouteEntry): void => {
  const { access, openWhile = [], recentProof } = route;
  const isPublic = access === 'public';
  declared.set(handler, {
    isPublic,
    permission: isPublic ? undefined : access,
    whilePasswordPending: openWhile.includes('password'),
    whileTwoFactorPending: openWhile.includes('two_factor'),
    recentProof: recentProof === true,
    openToTokens: isOpenToTokens(route),
  });
};

/** Anybody may call this handler; for pages, which are not part of the API. */
export const Public =
  () =>
  (_target: object, _name: string, { value }: PropertyDescriptor): void => {
    declared.set(value as object, { ...CLOSED, isPublic: true });
  };

/** Who may call the route of this request. A handler that declares nothing is closed. */
export const accessOf = (context: Pick<ExecutionContext, 'getHandler'>): Access =>
  declared.get(context.getHandler()) ?? CLOSED;

/** Who calls, as read from the database for this very request. */
export interface Caller {
  readonly id: string;
  /** With an API token `user`, unless the token has a permission of administrators. */
  readonly role: Role;
  /** The login session, or the API token. */
  readonly sessionId: string;
  /** What an API token may do; undefined for a person who is signed in. */
  readonly tokenPermissions?: ReadonlySet<string>;
  readonly mustChangePassword: boolean;
  /** A second factor is required of all users, and this one has none; false while the password comes first. */
  readonly mustSetUpTwoFactor: boolean;
  /** When they last showed who they are, in this login session. */
  readonly provedAt: Date;
  readonly timeZone: string;
  /** When the access token ends that this request came with. */
  readonly tokenEndsAt: Date;
}

export interface AuthenticatedRequest extends FastifyRequest {
  user?: Caller;
}
