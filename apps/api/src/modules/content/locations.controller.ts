import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { LocationsService } from './locations.service.ts';

@Controller()
export class LocationsController {
  constructor(private readonly locations: LocationsService) {}

  @Route(routes.locations.list)
  list({ caller, query }: Incoming<typeof routes.locations.list>) {
    return this.locations.list(caller.id, query);
  }

  @Route(routes.locations.add)
  async add({ caller, body }: Incoming<typeof routes.locations.add>) {
    return success(await this.locations.add(caller.id, body));
  }

  @Route(routes.locations.update)
  async update({ caller, params, body }: Incoming<typeof routes.locations.update>) {
    return success({ location: await this.locations.update(caller.id, params.id, body) });
  }

  @Route(routes.locations.remove)
  async remove({ caller, params }: Incoming<typeof routes.locations.remove>) {
    return success(await this.locations.remove(caller.id, params.id));
  }
}
