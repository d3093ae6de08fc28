import { Module, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { RequestPipe } from './request.pipe.ts';
import { ProblemFilter } from './problem.filter.ts';

/** Validation, answers and errors, the same for every route. */
@Module({
  providers: [
    {
      provide: APP_PIPE,
      useClass: RequestPipe,
    },
    {
      provide: APP_INTERCEPTOR,
      inject: [Reflector],
      useFactory: (reflector: Reflector) => new StandardSchemaSerializerInterceptor(reflector),
    },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class HttpModule {}
