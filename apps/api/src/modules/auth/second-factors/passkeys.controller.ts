import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  passkeyAnswerSchema,
  passkeyOptionsSchema,
  type RegisterPasskey,
  registerPasskeySchema,
  successSchema,
} from '@pacekeeper/contracts';
import {
  Allow,
  type Caller,
  CurrentCaller,
  RecentProof,
  WhileTwoFactorPending,
} from '../../../platform/http/access.ts';
import { Answers } from '../../../platform/http/endpoint.ts';
import { PasskeysService } from './passkeys.service.ts';

@ApiTags('auth')
@Controller('api/auth/passkeys')
export class PasskeysController {
  constructor(private readonly passkeys: PasskeysService) {}

  @Post('register/options')
  @Allow('self.second_factor')
  @WhileTwoFactorPending()
  @RecentProof()
  @Answers(200, passkeyOptionsSchema, 'Begin with a new passkey')
  registerOptions(@CurrentCaller() caller: Caller) {
    return this.passkeys.registerOptions(caller);
  }

  @Post('register')
  @Allow('self.second_factor')
  @WhileTwoFactorPending()
  @Answers(201, passkeyAnswerSchema, 'Add the passkey; recovery codes come with the first second factor')
  register(@CurrentCaller() caller: Caller, @Body({ schema: registerPasskeySchema }) body: RegisterPasskey) {
    return this.passkeys.register(caller, body);
  }

  @Delete(':id')
  @Allow('self.second_factor')
  @RecentProof()
  @Answers(200, successSchema, 'Remove a passkey')
  async remove(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    await this.passkeys.remove(caller, id);
    return { success: true };
  }
}
