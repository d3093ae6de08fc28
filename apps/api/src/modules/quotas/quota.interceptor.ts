import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Action } from '@pacekeeper/contracts';
import type { FastifyReply } from 'fastify';
import { catchError, from, mergeMap, type Observable, of, throwError } from 'rxjs';
import { Clock } from '../../platform/clock/clock.ts';
import type { AuthenticatedRequest } from '../../platform/http/access.ts';
import { QuotasService } from './quotas.service.ts';

const SPENDS = 'quota:action';

/** This route starts actions of that kind: its answers carry what is left of them today. */
export const Spends = (action: Action) => SetMetadata(SPENDS, action);

/**
 * Tells, on every answer of an action route, how much is left today. It never reserves: that is the ledger's
 * transaction alone, and the refusal is part of the transaction that takes the job (a request that is not valid, or
 * an account that is not connected, is told so first).
 */
@Injectable()
export class QuotaInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly quotas: QuotasService,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const action = this.reflector.get<Action | undefined>(SPENDS, context.getHandler());
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!action || !user) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // What was done is done, and a refusal is a refusal, also where the figures cannot be told.
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
