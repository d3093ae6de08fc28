import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { SecondFactors } from './second-factors.service.ts';
import { TotpService } from './totp.service.ts';

@Controller()
export class SecondFactorsController {
  constructor(
    private readonly factors: SecondFactors,
    private readonly totp: TotpService,
    private readonly codes: RecoveryCodesService,
  ) {}

  @Route(routes.twoFactor.view)
  async view({ caller }: Incoming<typeof routes.twoFactor.view>) {
    return success({ two_factor: await this.factors.view(caller) });
  }

  @Route(routes.totp.enroll)
  enroll({ caller }: Incoming<typeof routes.totp.enroll>) {
    return this.totp.enroll(caller);
  }

  @Route(routes.totp.confirm)
  confirm({ caller, body }: Incoming<typeof routes.totp.confirm>) {
    return this.totp.confirm(caller, body.code);
  }

  @Route(routes.totp.remove)
  async removeTotp({ caller }: Incoming<typeof routes.totp.remove>) {
    return success(await this.totp.remove(caller));
  }

  @Route(routes.twoFactor.makeRecoveryCodes)
  async makeRecoveryCodes({ caller }: Incoming<typeof routes.twoFactor.makeRecoveryCodes>) {
    return success({ recovery_codes: await this.codes.make(caller) });
  }

  @Route(routes.twoFactor.removeAllOf)
  async removeOf({ caller, params }: Incoming<typeof routes.twoFactor.removeAllOf>) {
    return success(await this.factors.removeAllOf(caller, params.id));
  }
}
