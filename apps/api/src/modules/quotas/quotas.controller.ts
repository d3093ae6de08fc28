import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { LimitChangesService } from './limit-changes.service.ts';
import { QuotasService } from './quotas.service.ts';

@Controller()
export class QuotasController {
  constructor(
    private readonly quotas: QuotasService,
    private readonly changes: LimitChangesService,
  ) {}

  @Route(routes.limits.own)
  async own({ caller }: Incoming<typeof routes.limits.own>) {
    return success({ limits: await this.quotas.own(caller.id) });
  }

  @Route(routes.limits.setDefault)
  async setDefault({ caller, body }: Incoming<typeof routes.limits.setDefault>) {
    return success({ limits: await this.changes.setDefault(caller, body) });
  }

  @Route(routes.limits.ofUser)
  async ofUser({ caller, params }: Incoming<typeof routes.limits.ofUser>) {
    return success({ limits: await this.quotas.ofUser(caller, params.id) });
  }

  @Route(routes.limits.setOfUser)
  async setOfUser({ caller, params, body }: Incoming<typeof routes.limits.setOfUser>) {
    return success({ limits: await this.changes.setOfUser(caller, params.id, body) });
  }

  @Route(routes.limits.clearOfUser)
  async clearOfUser({ caller, params }: Incoming<typeof routes.limits.clearOfUser>) {
    return success(await this.changes.clearOfUser(caller, params.id));
  }

  @Route(routes.limits.setWishes)
  async setWishes({ caller, params, body }: Incoming<typeof routes.limits.setWishes>) {
    return success({ limits: await this.changes.setWishes(caller, params.id, body) });
  }
}
