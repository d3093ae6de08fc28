import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { BreakersService } from './breakers.service.ts';

@Controller()
export class BreakersController {
  constructor(private readonly breakers: BreakersService) {}

  @Route(routes.breakers.list)
  list({ caller, query }: Incoming<typeof routes.breakers.list>) {
    return this.breakers.list(caller, query);
  }

  @Route(routes.breakers.release)
  async release({ caller, params, body }: Incoming<typeof routes.breakers.release>) {
    return success({ breaker: await this.breakers.release(caller, params.id, body) });
  }
}
