import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route } from '../../../platform/http/route.ts';
import { answerSignedIn, deviceOf } from '../device.ts';
import { VerifiedSignIns } from './verified-sign-ins.service.ts';

@Controller()
export class VerifiedSignInsController {
  constructor(private readonly signIns: VerifiedSignIns) {}

  @Route(routes.auth.verifyLogin)
  async verify({ body, request, reply }: Incoming<typeof routes.auth.verifyLogin>) {
    return answerSignedIn(reply, await this.signIns.verify(body, deviceOf(request)));
  }

  @Route(routes.passkeys.loginOptions)
  loginOptions({ body }: Incoming<typeof routes.passkeys.loginOptions>) {
    return this.signIns.passkeyOptions(body);
  }

  @Route(routes.passkeys.login)
  async login({ body, request, reply }: Incoming<typeof routes.passkeys.login>) {
    return answerSignedIn(reply, await this.signIns.withPasskey(body, deviceOf(request)));
  }
}
