import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Permission, Role } from '@pacekeeper/contracts';
import type { FastifyRequest } from 'fastify';

export const PUBLIC = 'access:public';
export const PERMISSION = 'access:permission';
export const WHILE_PASSWORD_PENDING = 'access:while-password-pending';
export const WHILE_TWO_FACTOR_PENDING = 'access:while-two-factor-pending';
export const RECENT_PROOF = 'access:recent-proof';

/** Marks such a route in the OpenAPI document. */
export const PUBLIC_EXTENSION = 'x-public';

/** Anybody may call this route. */
export const Public = () => applyDecorators(SetMetadata(PUBLIC, true), ApiExtension(PUBLIC_EXTENSION, true));

/** Only people whose role has this permission may call this route. */
export const Allow = (permission: Permission) => SetMetadata(PERMISSION, permission);

/** Also open to somebody who must change the password first. */
export const WhilePasswordPending = () => SetMetadata(WHILE_PASSWORD_PENDING, true);

/** Also open to somebody who must set up a second factor first, since an administrator requires one of everybody. */
export const WhileTwoFactorPending = () => SetMetadata(WHILE_TWO_FACTOR_PENDING, true);

/** Only for somebody who has shown in the last 15 minutes who they are: by signing in, or by `auth/reauthenticate`. */
export const RecentProof = () => SetMetadata(RECENT_PROOF, true);

/** What a route says of who may call it. */
interface Access {
  readonly isPublic: boolean;
  readonly permission: Permission | undefined;
  readonly whilePasswordPending: boolean;
  readonly whileTwoFactorPending: boolean;
  readonly recentProof: boolean;
}

/** By class and method: what a decorator said stays, and looking it up anew for every request takes longer than all else. */
const said = new WeakMap<object, WeakMap<object, Access>>();

const readAccess = (handler: object, controller: object): Access => {
  const mark = <T>(key: string): T | undefined =>
    (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
  return {
    isPublic: mark(PUBLIC) === true,
    permission: mark<Permission>(PERMISSION),
    whilePasswordPending: mark(WHILE_PASSWORD_PENDING) === true,
    whileTwoFactorPending: mark(WHILE_TWO_FACTOR_PENDING) === true,
    recentProof: mark(RECENT_PROOF) === true,
  };
};

/** What the route under way says of who may call it, its method before its class. */
export const accessOf = (context: Pick<ExecutionContext, 'getHandler' | 'getClass'>): Access => {
  const controller = context.getClass();
  const handler = context.getHandler();
  const ofClass = said.get(controller) ?? new WeakMap<object, Access>();
  const access = ofClass.get(handler) ?? readAccess(handler, controller);
  said.set(controller, ofClass.set(handler, access));
  return access;
};

/** Who calls, as read from the database for this very request. */
export interface Caller {
  readonly id: string;
  readonly role: Role;
  readonly sessionId: string;
  readonly mustChangePassword: boolean;
  /** A second factor is required of everybody, and they have none; false while the password comes first. */
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

/** The caller of an authenticated route. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller | undefined =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().user,
);
