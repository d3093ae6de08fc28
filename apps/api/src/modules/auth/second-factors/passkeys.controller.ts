import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { PasskeysService } from './passkeys.service.ts';

@Controller()
export class PasskeysController {
  constructor(private readonly passkeys: PasskeysService) {}

  @Route(routes.passkeys.registerOptions)
  registerOptions({ caller }: Incoming<typeof routes.passkeys.registerOptions>) {
    return this.passkeys.registerOptions(caller);
  }

  @Route(routes.passkeys.register)
  register({ caller, body }: Incoming<typeof routes.passkeys.register>) {
    return this.passkeys.register(caller, body);
  }

  @Route(routes.passkeys.remove)
  async remove({ caller, params }: Incoming<typeof routes.passkeys.remove>) {
    return success(await this.passkeys.remove(caller, params.id));
  }
}
