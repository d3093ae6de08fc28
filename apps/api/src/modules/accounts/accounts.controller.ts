import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { AccountsService } from './accounts.service.ts';
import { SessionExports } from './session-exports.service.ts';
import { SessionTestRequests } from './session-test-requests.service.ts';

@Controller()
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly tests: SessionTestRequests,
    private readonly exports: SessionExports,
  ) {}

  @Route(routes.accounts.disconnect)
  async logout({ caller, body }: Incoming<typeof routes.accounts.disconnect>) {
    return success(await this.accounts.disconnect(caller.id, body.account_id));
  }

  @Route(routes.accounts.list)
  list({ caller }: Incoming<typeof routes.accounts.list>) {
    return this.accounts.list(caller.id);
  }

  @Route(routes.accounts.exportSession)
  exportSession({ caller, params }: Incoming<typeof routes.accounts.exportSession>) {
    return this.exports.export(caller.id, params.id);
  }

  @Route(routes.accounts.testSession)
  test({ caller, params, body }: Incoming<typeof routes.accounts.testSession>) {
    return this.tests.test(caller, params.id, body.account_id);
  }
}
