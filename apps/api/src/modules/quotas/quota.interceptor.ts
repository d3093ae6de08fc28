import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Action, ACTIONS } from '@pacekeeper/contracts';
import type { FastifyReply } from 'fastify';
import { catchError, from, mergeMap, type Observable, of, throwError } from 'rxjs';
import { Clock } from '../../platform/clock/clock.ts';
import type { AuthenticatedRequest } from '../../platform/http/access.ts';
import { routeOf } from '../../platform/http/route.ts';
import { QuotasService } from './quotas.service.ts';

/** What the route spends; undefined where its body names no known action. */
const actionOf = (context: ExecutionContext, body: unknown): Action | undefined => {
  const spends = routeOf(context)?.spends;
  if (spends !== 'body.action') return spends;
  const named = (body as { action?: unknown } | null | undefined)?.action;
  return ACTIONS.find((action) => action === named);
};

/**
 * Tells, on every answer of an action route, how much is left today. It never reserves: that is the ledger's
 * transaction alone, and the refusal is part of the transaction that takes the job (a request that is not valid, or
 * an account that is not connected, is told so first).
 */
@Injectable()
export class QuotaInterceptor implements NestInterceptor {
  constructor(
    private readonly quotas: QuotasService,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { user, body } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const action = actionOf(context, body);
    if (!action || !user) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // Where the figures cannot be read, the answer or the refusal goes out without them.
    const told = () => from(this.tell(reply, user.id, action)).pipe(catchError(() => of(null)));
    return next.handle().pipe(
      mergeMap((value) => told().pipe(mergeMap(() => of(value)))),
      catchError((error: unknown) => told().pipe(mergeMap(() => throwError(() => error)))),
    );
  }

  private async tell(reply: FastifyReply, userId: string, action: Action): Promise<void> {
    const { actions, resets_at } = await this.quotas.own(userId);
    const { effective, remaining } = actions[action];
    const seconds = Math.max(0, Math.ceil((Date.parse(resets_at) - this.clock.now().getTime()) / 1000));
    void reply.headers({
      'X-RateLimit-Limit': effective,
      'X-RateLimit-Remaining': remaining,
      'X-RateLimit-Reset': seconds,
    });
  }
}
