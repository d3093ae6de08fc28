import { Module, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, Reflector } from '@nestjs/core';
import { ProblemFilter } from './problem.filter.ts';
import { UserSlotsInterceptor } from './user-slots.interceptor.ts';
import { UserSlots } from './user-slots.ts';

/** Answers and errors, the same for every route. */
@Module({
  providers: [
    UserSlots,
    // Around all others.
    { provide: APP_INTERCEPTOR, useClass: UserSlotsInterceptor },
    {
      provide: APP_INTERCEPTOR,
      inject: [Reflector],
      useFactory: (reflector: Reflector) => new StandardSchemaSerializerInterceptor(reflector),
    },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [UserSlots],
})
export class HttpModule {}
