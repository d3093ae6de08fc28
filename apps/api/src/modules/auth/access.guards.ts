import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { may, type Permission } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import {
  type AuthenticatedRequest,
  PERMISSION,
  PUBLIC,
  RECENT_PROOF,
  WHILE_PASSWORD_PENDING,
  WHILE_TWO_FACTOR_PENDING,
} from '../../platform/http/access.ts';
import { assertRecentProof } from '../../platform/http/recent-proof.ts';
import { AuditService } from '../audit/index.ts';

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

/**
 * May they? A route that says nothing is closed.
 * @throws AppError PASSWORD_CHANGE_REQUIRED, TWO_FACTOR_SETUP_REQUIRED, FORBIDDEN, REAUTHENTICATION_REQUIRED
 */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marked = (key: string) => says<boolean>(this.reflector, key, context) === true;
    if (marked(PUBLIC)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const caller = request.user;
    if (!caller) throw new AppError('FORBIDDEN');
    if (caller.mustChangePassword && !marked(WHILE_PASSWORD_PENDING)) throw new AppError('PASSWORD_CHANGE_REQUIRED');
    if (caller.mustSetUpTwoFactor && !marked(WHILE_TWO_FACTOR_PENDING)) throw new AppError('TWO_FACTOR_SETUP_REQUIRED');
    const permission = says<Permission>(this.reflector, PERMISSION, context);
    if (!permission || !may(caller.role, permission)) {
      const details = { route: `${request.method} ${request.routeOptions.url ?? ''}`, permission: permission ?? null };
      await this.audit.note({ action: 'permission_denied', outcome: 'refused', actorId: caller.id, details });
      throw new AppError('FORBIDDEN');
    }
    if (marked(RECENT_PROOF)) assertRecentProof(caller, this.clock.now());
    return true;
  }
}
