import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { AccountRamps } from './account-ramps.service.ts';
import { AccountSettingsService } from './account-settings.service.ts';
import { ProxyTests } from './proxy-tests.service.ts';

@Controller()
export class AccountSettingsController {
  constructor(
    private readonly settings: AccountSettingsService,
    private readonly ramps: AccountRamps,
    private readonly proxies: ProxyTests,
  ) {}

  @Route(routes.accounts.get)
  get({ caller, params }: Incoming<typeof routes.accounts.get>) {
    return this.settings.get(caller.id, params.id);
  }

  @Route(routes.accounts.update)
  update({ caller, params, body }: Incoming<typeof routes.accounts.update>) {
    return this.settings.update(caller.id, params.id, body);
  }

  @Route(routes.accounts.setRamp)
  setRamp({ caller, params, body }: Incoming<typeof routes.accounts.setRamp>) {
    return this.ramps.set(caller, params.id, body);
  }

  @Route(routes.accounts.remove)
  async remove({ caller, params }: Incoming<typeof routes.accounts.remove>) {
    return success(await this.settings.remove(caller.id, params.id));
  }

  @Route(routes.accounts.testProxy)
  testProxy({ caller, params }: Incoming<typeof routes.accounts.testProxy>) {
    return this.proxies.test(caller.id, params.id);
  }
}
