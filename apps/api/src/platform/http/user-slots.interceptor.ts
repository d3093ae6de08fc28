import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { AuthenticatedRequest } from './access.ts';
import { UserSlots } from './user-slots.ts';

/** Every request of a user takes one of their slots until it is answered; a stream only until it has begun. */
@Injectable()
export class UserSlotsInterceptor implements NestInterceptor {
  constructor(private readonly slots: UserSlots) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!user) return next.handle();
    const work = () => lastValueFrom(next.handle(), { defaultValue: undefined });
    return from(this.slots.run(user.id, work));
  }
}
