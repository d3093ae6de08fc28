import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route } from '../../platform/http/route.ts';
import { OverviewService } from './overview.service.ts';
import { SecuritySettingsService } from './security-settings.service.ts';

@Controller()
export class AdminController {
  constructor(
    private readonly overview: OverviewService,
    private readonly security: SecuritySettingsService,
  ) {}

  @Route(routes.system.read)
  system({ caller }: Incoming<typeof routes.system.read>) {
    return this.overview.read(caller);
  }

  @Route(routes.system.setSecurity)
  setSecurity({ caller, body }: Incoming<typeof routes.system.setSecurity>) {
    return this.security.update(caller, body);
  }
}
