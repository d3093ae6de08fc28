import { Controller } from '@nestjs/common';
import { RECIPES, routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { SchedulesService } from './schedules.service.ts';

@Controller()
export class SchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  @Route(routes.schedules.list)
  list({ caller, query }: Incoming<typeof routes.schedules.list>) {
    return this.schedules.list(caller, query);
  }

  @Route(routes.schedules.create)
  async create({ caller, body }: Incoming<typeof routes.schedules.create>) {
    return success({ schedule: await this.schedules.create(caller, body) });
  }

  @Route(routes.schedules.change)
  async change({ caller, params, body }: Incoming<typeof routes.schedules.change>) {
    return success({ schedule: await this.schedules.change(caller, params.id, body) });
  }

  @Route(routes.schedules.remove)
  async remove({ caller, params }: Incoming<typeof routes.schedules.remove>) {
    return success(await this.schedules.remove(caller, params.id));
  }

  @Route(routes.schedules.run)
  async run({ caller, params }: Incoming<typeof routes.schedules.run>) {
    return success(await this.schedules.run(caller, params.id));
  }

  @Route(routes.schedules.recipes)
  recipes() {
    return success({ items: RECIPES });
  }
}
