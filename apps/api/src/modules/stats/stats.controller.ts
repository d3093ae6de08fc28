import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route } from '../../platform/http/route.ts';
import { StatsService } from './stats.service.ts';

@Controller()
export class StatsController {
  constructor(private readonly stats: StatsService) {}

  @Route(routes.stats.daily)
  daily({ caller, query }: Incoming<typeof routes.stats.daily>) {
    return this.stats.daily(caller.id, query);
  }

  @Route(routes.stats.summary)
  summary({ caller, query }: Incoming<typeof routes.stats.summary>) {
    return this.stats.summary(caller.id, query);
  }

  @Route(routes.stats.hours)
  hours({ caller, query }: Incoming<typeof routes.stats.hours>) {
    return this.stats.hours(caller.id, query);
  }

  @Route(routes.stats.sources)
  sources({ caller, query }: Incoming<typeof routes.stats.sources>) {
    return this.stats.sources(caller.id, query);
  }
}
