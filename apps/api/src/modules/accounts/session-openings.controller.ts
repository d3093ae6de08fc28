import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route } from '../../platform/http/route.ts';
import { SessionOpeningsService } from './session-openings.service.ts';

@Controller()
export class SessionOpeningsController {
  constructor(private readonly openings: SessionOpeningsService) {}

  @Route(routes.accounts.openings)
  list({ caller, params, query }: Incoming<typeof routes.accounts.openings>) {
    return this.openings.list(caller.id, params.id, query);
  }
}
