import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route } from '../../platform/http/route.ts';
import { UserRecoveryService } from './user-recovery.service.ts';

@Controller()
export class UserRecoveryController {
  constructor(private readonly recovery: UserRecoveryService) {}

  @Route(routes.passwords.reset)
  start({ caller, params }: Incoming<typeof routes.passwords.reset>) {
    return this.recovery.start(caller, params.id);
  }
}
