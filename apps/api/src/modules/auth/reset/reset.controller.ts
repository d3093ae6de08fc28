import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ForgotPassword,
  forgotPasswordSchema,
  type ResetPassword,
  resetPasswordSchema,
  successSchema,
} from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../../platform/http/access.ts';
import { Answers } from '../../../platform/http/endpoint.ts';
import { Guessable } from '../../../platform/http/throttling.ts';
import { deviceOf } from '../device.ts';
import { setKnownDevices } from '../proof/known-device.ts';
import { ForgottenPasswordService } from './forgotten-password.service.ts';
import { PasswordResetService } from './password-reset.service.ts';

@ApiTags('auth')
@Controller('api/auth')
export class ResetController {
  constructor(
    private readonly forgotten: ForgottenPasswordService,
    private readonly resets: PasswordResetService,
  ) {}

  @Post('forgot-password')
  @Public()
  @Guessable()
  @Answers(200, successSchema, 'Ask for a link to choose a new password; the answer is the same for every name')
  forgot(@Body({ schema: forgotPasswordSchema }) body: ForgotPassword) {
    return this.forgotten.request(body);
  }

  @Post('reset-password')
  @Public()
  @Guessable()
  @Answers(200, successSchema, 'Choose a new password with such a link; ends all login sessions and signs nobody in')
  async reset(
    @Body({ schema: resetPasswordSchema }) body: ResetPassword,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    setKnownDevices(reply, await this.resets.reset(body, deviceOf(request)));
    return { success: true };
  }
}
