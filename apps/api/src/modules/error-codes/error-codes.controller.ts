import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { ErrorCodesService } from './error-codes.service.ts';

@Controller()
export class ErrorCodesController {
  constructor(private readonly errorCodes: ErrorCodesService) {}

  @Route(routes.errorCodes.list)
  async list({ caller }: Incoming<typeof routes.errorCodes.list>) {
    return success({ items: await this.errorCodes.list(caller), next_cursor: null });
  }

  @Route(routes.errorCodes.get)
  async get({ caller, params }: Incoming<typeof routes.errorCodes.get>) {
    return success({ error_code: await this.errorCodes.get(caller, params.code) });
  }
}
