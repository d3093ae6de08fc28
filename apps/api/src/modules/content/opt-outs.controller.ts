import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { OptOutsService } from './opt-outs.service.ts';

@Controller()
export class OptOutsController {
  constructor(private readonly optOuts: OptOutsService) {}

  @Route(routes.optOuts.list)
  list({ caller, query }: Incoming<typeof routes.optOuts.list>) {
    return this.optOuts.list(caller, query);
  }

  @Route(routes.optOuts.add)
  async add({ caller, body }: Incoming<typeof routes.optOuts.add>) {
    return success(await this.optOuts.add(caller.id, body));
  }

  @Route(routes.optOuts.update)
  async update({ caller, params, body }: Incoming<typeof routes.optOuts.update>) {
    return success({ opt_out: await this.optOuts.update(caller.id, params.id, body) });
  }

  @Route(routes.optOuts.remove)
  async remove({ caller, params }: Incoming<typeof routes.optOuts.remove>) {
    return success(await this.optOuts.remove(caller.id, params.id));
  }
}
