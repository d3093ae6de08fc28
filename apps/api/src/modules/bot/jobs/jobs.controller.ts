import { Controller, UseInterceptors } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { QuotaInterceptor } from '../../quotas/index.ts';
import { JobCreation } from './job-creation.service.ts';
import { JobsService } from './jobs.service.ts';

@Controller()
@UseInterceptors(QuotaInterceptor)
export class JobsController {
  constructor(
    private readonly jobs: JobsService,
    private readonly creation: JobCreation,
  ) {}

  @Route(routes.jobs.create)
  async create({ caller, body }: Incoming<typeof routes.jobs.create>) {
    return success({ job: await this.creation.create(caller, body) });
  }

  @Route(routes.jobs.list)
  list({ caller, query }: Incoming<typeof routes.jobs.list>) {
    return this.jobs.list(caller, query);
  }

  @Route(routes.jobs.read)
  async read({ caller, params }: Incoming<typeof routes.jobs.read>) {
    return success({ job: await this.jobs.read(caller, params.id) });
  }

  @Route(routes.jobs.change)
  async change({ caller, params, body }: Incoming<typeof routes.jobs.change>) {
    return success({ job: await this.jobs.change(caller, params.id, body) });
  }

  @Route(routes.jobs.cancel)
  async cancel({ caller, params }: Incoming<typeof routes.jobs.cancel>) {
    return success({ job: await this.jobs.cancel(caller, params.id) });
  }

  @Route(routes.jobs.pause)
  async pause({ caller, params }: Incoming<typeof routes.jobs.pause>) {
    return success({ job: await this.jobs.pause(caller, params.id) });
  }

  @Route(routes.jobs.resume)
  async resume({ caller, params }: Incoming<typeof routes.jobs.resume>) {
    return success({ job: await this.jobs.resume(caller, params.id) });
  }
}
