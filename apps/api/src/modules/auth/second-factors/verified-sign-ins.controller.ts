import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  loginAnswerSchema,
  type PasskeyLogin,
  type PasskeyLoginOptions,
  passkeyLoginOptionsSchema,
  passkeyLoginSchema,
  passkeyOptionsSchema,
  type VerifyLogin,
  verifyLoginSchema,
} from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../../platform/http/access.ts';
import { Answers } from '../../../platform/http/endpoint.ts';
import { Guessable } from '../../../platform/http/throttling.ts';
import { answerSignedIn, deviceOf } from '../device.ts';
import { VerifiedSignIns } from './verified-sign-ins.service.ts';

@ApiTags('auth')
@Controller('api/auth')
export class VerifiedSignInsController {
  constructor(private readonly signIns: VerifiedSignIns) {}

  @Post('login/verify')
  @Public()
  @Guessable()
  @Answers(200, loginAnswerSchema, 'Complete a sign-in with the second factor')
  async verify(
    @Body({ schema: verifyLoginSchema }) body: VerifyLogin,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerSignedIn(reply, await this.signIns.verify(body, deviceOf(request)));
  }

  @Post('passkeys/login/options')
  @Public()
  @Guessable()
  @Answers(200, passkeyOptionsSchema, 'Begin to sign in with a passkey, alone or after the password')
  loginOptions(@Body({ schema: passkeyLoginOptionsSchema }) body: PasskeyLoginOptions) {
    return this.signIns.passkeyOptions(body);
  }

  @Post('passkeys/login')
  @Public()
  @Guessable()
  @Answers(200, loginAnswerSchema, 'Sign in with a passkey alone')
  async login(
    @Body({ schema: passkeyLoginSchema }) body: PasskeyLogin,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerSignedIn(reply, await this.signIns.withPasskey(body, deviceOf(request)));
  }
}
