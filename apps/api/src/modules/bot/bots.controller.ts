import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { BotsService } from './bots.service.ts';
import { StopAllBots } from './bots-stop-all.service.ts';

@Controller()
export class BotsController {
  constructor(
    private readonly bots: BotsService,
    private readonly stops: StopAllBots,
  ) {}

  @Route(routes.bots.status)
  async status({ caller, query }: Incoming<typeof routes.bots.status>) {
    return success({ bot: await this.bots.status(caller, query.account_id) });
  }

  @Route(routes.bots.start)
  async start({ caller, body }: Incoming<typeof routes.bots.start>) {
    return success({ bot: await this.bots.start(caller, body.account_id) });
  }

  @Route(routes.bots.stop)
  async stop({ caller, body }: Incoming<typeof routes.bots.stop>) {
    return success({ bot: await this.bots.stop(caller, body.account_id) });
  }

  @Route(routes.bots.stopAll)
  async stopAll({ caller, body }: Incoming<typeof routes.bots.stopAll>) {
    return success({ stopped: await this.stops.run(caller, body) });
  }
}
