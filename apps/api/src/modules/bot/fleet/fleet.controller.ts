import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { FleetService } from './fleet.service.ts';

@Controller()
export class FleetController {
  constructor(private readonly fleet: FleetService) {}

  @Route(routes.fleet.read)
  async read({ caller }: Incoming<typeof routes.fleet.read>) {
    return success({ fleet: await this.fleet.read(caller) });
  }

  @Route(routes.fleet.explain)
  async explain({ caller }: Incoming<typeof routes.fleet.explain>) {
    return success({ fleet: await this.fleet.explain(caller) });
  }

  @Route(routes.fleet.pause)
  async pause({ caller, body }: Incoming<typeof routes.fleet.pause>) {
    return success({ fleet: await this.fleet.pause(caller, body) });
  }

  @Route(routes.fleet.resume)
  async resume({ caller, body }: Incoming<typeof routes.fleet.resume>) {
    return success({ fleet: await this.fleet.resume(caller, body) });
  }
}
