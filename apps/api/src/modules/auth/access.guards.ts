import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { may, type Permission } from '@pacekeeper/contracts';
import { AppError } from '../../platform/errors/app-error.ts';
import { type AuthenticatedRequest, PERMISSION, PUBLIC, WHILE_PASSWORD_PENDING } from '../../platform/http/access.ts';

const says = <T>(reflector: Reflector, key: string, context: ExecutionContext): T | undefined =>
  reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);

/** Who calls? @throws AppError TOKEN_INVALID */
@Injectable()
export class AuthenticationGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override canActivate(context: ExecutionContext) {
    return says<boolean>(this.reflector, PUBLIC, context) === true || super.canActivate(context);
  }

  override handleRequest<User>(fault: unknown, user: User | false): User {
    if (fault) throw fault;
    if (!user) throw new AppError('TOKEN_INVALID');
    return user;
  }
}

/** May they? A route that says nothing is closed. @throws AppError PASSWORD_CHANGE_REQUIRED, FORBIDDEN */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (says<boolean>(this.reflector, PUBLIC, context) === true) return true;
    const permission = says<Permission>(this.reflector, PERMISSION, context);
    const caller = context.switchToHttp().getRequest<AuthenticatedRequest>().user;
    if (!permission || !caller) throw new AppError('FORBIDDEN');
    if (caller.mustChangePassword && says<boolean>(this.reflector, WHILE_PASSWORD_PENDING, context) !== true) {
      throw new AppError('PASSWORD_CHANGE_REQUIRED');
    }
    if (!may(caller.role, permission)) throw new AppError('FORBIDDEN');
    return true;
  }
}
