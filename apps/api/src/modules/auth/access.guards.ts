import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { may, type Permission } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { accessOf, type AuthenticatedRequest, type Caller } from '../../platform/http/access.ts';
import { assertRecentProof } from '../../platform/http/recent-proof.ts';
import { UserSlots } from '../../platform/http/user-slots.ts';
import { AuditService } from '../audit/index.ts';

/** Who calls? @throws AppError TOKEN_INVALID */
@Injectable()
export class AuthenticationGuard extends AuthGuard('jwt') {
  override canActivate(context: ExecutionContext) {
    return accessOf(context).isPublic || super.canActivate(context);
  }

  override handleRequest<User>(fault: unknown, user: User | false): User {
    if (fault) throw fault;
    if (!user) throw new AppError('TOKEN_INVALID');
    return user;
  }
}

/**
 * Checks the caller's permission. A route without a declared access is closed.
 * @throws AppError PASSWORD_CHANGE_REQUIRED, TWO_FACTOR_SETUP_REQUIRED, FORBIDDEN, API_TOKEN_LIMITED, REAUTHENTICATION_REQUIRED
 */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  constructor(
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly slots: UserSlots,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(context);
    if (access.isPublic) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const caller = request.user;
    if (!caller) throw new AppError('FORBIDDEN');
    if (caller.mustChangePassword && !access.whilePasswordPending) throw new AppError('PASSWORD_CHANGE_REQUIRED');
    if (caller.mustSetUpTwoFactor && !access.whileTwoFactorPending) throw new AppError('TWO_FACTOR_SETUP_REQUIRED');
    const { permission } = access;
    const { tokenPermissions: granted } = caller;
    if (granted && !(access.openToTokens && permission && granted.has(permission))) {
      return this.deny(request, caller, permission, 'API_TOKEN_LIMITED');
    }
    if (!permission || !may(caller.role, permission)) return this.deny(request, caller, permission, 'FORBIDDEN');
    if (access.recentProof) assertRecentProof(caller, this.clock.now());
    return true;
  }

  private async deny(
    request: AuthenticatedRequest,
    { id, sessionId, tokenPermissions }: Caller,
    permission: Permission | undefined,
    symbol: 'FORBIDDEN' | 'API_TOKEN_LIMITED',
  ): Promise<never> {
    const details = {
      route: `${request.method} ${request.routeOptions.url ?? ''}`,
      permission: permission ?? null,
      ...(tokenPermissions ? { api_token_id: sessionId } : {}),
    };
    // Guards come before interceptors, so this takes a slot itself.
    await this.slots.run(id, () =>
      this.audit.note({ action: 'permission_denied', outcome: 'refused', actorId: id, details }),
    );
    throw new AppError(symbol);
  }
}
