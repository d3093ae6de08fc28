import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { PlansService } from './plans.service.ts';
import { UndoService } from './undo.service.ts';

@Controller()
export class PlansController {
  constructor(
    private readonly plans: PlansService,
    private readonly undoing: UndoService,
  ) {}

  @Route(routes.jobs.readPlan)
  readPlan({ caller, params, query }: Incoming<typeof routes.jobs.readPlan>) {
    return this.plans.read(caller, params.id, query);
  }

  @Route(routes.jobs.changePlan)
  async changePlan({ caller, params, body }: Incoming<typeof routes.jobs.changePlan>) {
    return success({ job: await this.plans.change(caller, params.id, body) });
  }

  @Route(routes.jobs.approve)
  async approve({ caller, params, body }: Incoming<typeof routes.jobs.approve>) {
    return success({ job: await this.plans.approve(caller, params.id, body) });
  }

  @Route(routes.jobs.reject)
  async reject({ caller, params, body }: Incoming<typeof routes.jobs.reject>) {
    return success({ job: await this.plans.reject(caller, params.id, body) });
  }

  @Route(routes.jobs.undo)
  async undo({ caller, params, body }: Incoming<typeof routes.jobs.undo>) {
    return success(await this.undoing.create(caller, params.id, body));
  }
}
