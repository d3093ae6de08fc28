import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { deviceOf } from '../device.ts';
import { setKnownDevices } from '../proof/known-device.ts';
import { ForgottenPasswordService } from './forgotten-password.service.ts';
import { PasswordResetService } from './password-reset.service.ts';

@Controller()
export class ResetController {
  constructor(
    private readonly forgotten: ForgottenPasswordService,
    private readonly resets: PasswordResetService,
  ) {}

  @Route(routes.auth.forgotPassword)
  forgot({ body }: Incoming<typeof routes.auth.forgotPassword>) {
    return this.forgotten.request(body);
  }

  @Route(routes.auth.resetPassword)
  async reset({ body, request, reply }: Incoming<typeof routes.auth.resetPassword>) {
    return success(setKnownDevices(reply, await this.resets.reset(body, deviceOf(request))));
  }
}
