import { Body, Controller, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ChangePassword,
  changePasswordSchema,
  idSchema,
  type InitializePassword,
  initializePasswordSchema,
  loginOutcomeSchema,
  userAnswerSchema,
} from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, type Caller, CurrentCaller, Public, WhilePasswordPending } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { Guessable } from '../../platform/http/throttling.ts';
import { answerOutcome, deviceOf } from './device.ts';
import { PasswordChanges } from './password-changes.service.ts';
import { setKnownDevices } from './proof/known-device.ts';

@ApiTags('auth')
@Controller('api')
export class PasswordChangesController {
  constructor(private readonly passwords: PasswordChanges) {}

  @Put('users/:id/change-password')
  @Allow('self.password')
  @WhilePasswordPending()
  @Guessable()
  @Answers(200, userAnswerSchema, 'Change your own password; ends your other login sessions')
  async change(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: changePasswordSchema }) body: ChangePassword,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { user, known } = await this.passwords.change(caller, id, body, deviceOf(request));
    setKnownDevices(reply, known);
    return { success: true, user };
  }

  @Post('admin/initialize-password')
  @Public()
  @Guessable()
  @Answers(200, loginOutcomeSchema, "An administrator's first password; signs in, or asks for the second factor")
  async initialize(
    @Body({ schema: initializePasswordSchema }) body: InitializePassword,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerOutcome(reply, await this.passwords.initialize(body, deviceOf(request)));
  }
}
