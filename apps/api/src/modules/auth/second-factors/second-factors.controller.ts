import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ConfirmTotp,
  confirmTotpSchema,
  idSchema,
  recoveryCodesSchema,
  successSchema,
  totpEnrolmentSchema,
  twoFactorAnswerSchema,
} from '@pacekeeper/contracts';
import {
  Allow,
  type Caller,
  CurrentCaller,
  RecentProof,
  WhileTwoFactorPending,
} from '../../../platform/http/access.ts';
import { Answers } from '../../../platform/http/endpoint.ts';
import { Guessable } from '../../../platform/http/throttling.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { SecondFactors } from './second-factors.service.ts';
import { TotpService } from './totp.service.ts';

@ApiTags('auth')
@Controller('api')
export class SecondFactorsController {
  constructor(
    private readonly factors: SecondFactors,
    private readonly totp: TotpService,
    private readonly codes: RecoveryCodesService,
  ) {}

  @Get('auth/two-factor')
  @Allow('self.second_factor')
  @WhileTwoFactorPending()
  @Answers(200, twoFactorAnswerSchema, 'Your second factors')
  async view(@CurrentCaller() caller: Caller) {
    return { success: true, two_factor: await this.factors.view(caller) };
  }

  @Post('auth/totp/enroll')
  @Allow('self.second_factor')
  @WhileTwoFactorPending()
  @RecentProof()
  @Answers(200, totpEnrolmentSchema, 'Begin with an authenticator app; it counts once a code of it is confirmed')
  enroll(@CurrentCaller() caller: Caller) {
    return this.totp.enroll(caller);
  }

  @Post('auth/totp/confirm')
  @Allow('self.second_factor')
  @WhileTwoFactorPending()
  @Guessable()
  @Answers(200, recoveryCodesSchema, 'Confirm the authenticator app; recovery codes come with the first second factor')
  confirm(@CurrentCaller() caller: Caller, @Body({ schema: confirmTotpSchema }) body: ConfirmTotp) {
    return this.totp.confirm(caller, body.code);
  }

  @Delete('auth/totp')
  @Allow('self.second_factor')
  @RecentProof()
  @Answers(200, successSchema, 'Remove the authenticator app')
  async removeTotp(@CurrentCaller() caller: Caller) {
    await this.totp.remove(caller);
    return { success: true };
  }

  @Post('auth/recovery-codes')
  @Allow('self.second_factor')
  @RecentProof()
  @Answers(200, recoveryCodesSchema, 'Ten new recovery codes; the old ones end')
  async makeRecoveryCodes(@CurrentCaller() caller: Caller) {
    return { success: true, recovery_codes: await this.codes.make(caller) };
  }

  @Delete('users/:id/two-factor')
  @Allow('user.recover')
  @RecentProof()
  @Answers(200, successSchema, 'Take the second factors off somebody who lost them')
  async removeOf(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    await this.factors.removeAllOf(caller, id);
    return { success: true };
  }
}
