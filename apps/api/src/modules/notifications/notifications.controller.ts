import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route } from '../../platform/http/route.ts';
import { NotificationsService } from './notifications.service.ts';

@Controller()
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Route(routes.notifications.read)
  read({ caller, params }: Incoming<typeof routes.notifications.read>) {
    return this.notifications.read(caller, params.id);
  }

  @Route(routes.notifications.set)
  set({ caller, params, body }: Incoming<typeof routes.notifications.set>) {
    return this.notifications.set(caller, params.id, body);
  }

  @Route(routes.notifications.test)
  test({ caller, params, body }: Incoming<typeof routes.notifications.test>) {
    return this.notifications.test(caller, params.id, body);
  }
}
