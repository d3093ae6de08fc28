import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import { Route, success } from '../../platform/http/route.ts';
import { SystemService } from './system.service.ts';

@Controller()
export class SystemController {
  constructor(private readonly system: SystemService) {}

  @Route(routes.health.live)
  live() {
    return success({ status: 'ok' as const });
  }

  @Route(routes.health.ready)
  ready() {
    return this.system.readiness();
  }

  @Route(routes.instance.read)
  instance() {
    return this.system.instance();
  }
}
