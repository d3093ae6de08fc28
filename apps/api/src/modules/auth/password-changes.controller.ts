import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { answerOutcome, deviceOf } from './device.ts';
import { PasswordChanges } from './password-changes.service.ts';
import { setKnownDevices } from './proof/known-device.ts';

@Controller()
export class PasswordChangesController {
  constructor(private readonly passwords: PasswordChanges) {}

  @Route(routes.passwords.change)
  async change({ caller, params, body, request, reply }: Incoming<typeof routes.passwords.change>) {
    const { user, known } = await this.passwords.change(caller, params.id, body, deviceOf(request));
    setKnownDevices(reply, known);
    return success({ user });
  }

  @Route(routes.passwords.initialize)
  async initialize({ body, request, reply }: Incoming<typeof routes.passwords.initialize>) {
    return answerOutcome(reply, await this.passwords.initialize(body, deviceOf(request)));
  }
}
