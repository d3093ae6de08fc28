import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Permission, Role } from '@pacekeeper/contracts';
import type { FastifyRequest } from 'fastify';

export const PUBLIC = 'access:public';
export const PERMISSION = 'access:permission';
export const WHILE_PASSWORD_PENDING = 'access:while-password-pending';

/** Marks such a route in the OpenAPI document. */
export const PUBLIC_EXTENSION = 'x-public';

/** Anybody may call this route. */
export const Public = () => applyDecorators(SetMetadata(PUBLIC, true), ApiExtension(PUBLIC_EXTENSION, true));

/** Only people whose role has this permission may call this route. */
export const Allow = (permission: Permission) => SetMetadata(PERMISSION, permission);

/** Also open to somebody who must change the password first. */
export const WhilePasswordPending = () => SetMetadata(WHILE_PASSWORD_PENDING, true);

/** Who calls, as read from the database for this very request. */
export interface Caller {
  readonly id: string;
  readonly role: Role;
  readonly sessionId: string;
  readonly mustChangePassword: boolean;
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
