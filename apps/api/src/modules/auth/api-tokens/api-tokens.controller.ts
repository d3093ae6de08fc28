import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { ApiTokensService } from './api-tokens.service.ts';

@Controller()
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Route(routes.apiTokens.list)
  list({ caller, query }: Incoming<typeof routes.apiTokens.list>) {
    return this.tokens.list(caller.id, query);
  }

  @Route(routes.apiTokens.create)
  create({ caller, body }: Incoming<typeof routes.apiTokens.create>) {
    return this.tokens.create(caller, body);
  }

  @Route(routes.apiTokens.remove)
  async remove({ caller, params }: Incoming<typeof routes.apiTokens.remove>) {
    return success(await this.tokens.remove(caller.id, params.id));
  }
}
