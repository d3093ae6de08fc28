import { Body, Controller, Get, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ChangePassword,
  changePasswordSchema,
  idSchema,
  type InitializePassword,
  initializePasswordSchema,
  type Login,
  loginAnswerSchema,
  loginSchema,
  successSchema,
  userAnswerSchema,
} from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, type Caller, CurrentCaller, Public, WhilePasswordPending } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { Guessable } from '../../platform/http/throttling.ts';
import { AuthService } from './auth.service.ts';
import { answerSignedIn, deviceOf } from './device.ts';
import { clearRefreshCookie, readRefreshCookie } from './refresh-cookie.ts';

@ApiTags('auth')
@Controller('api')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('auth/login')
  @Public()
  @Guessable()
  @Answers(200, loginAnswerSchema, 'Sign in')
  async login(
    @Body({ schema: loginSchema }) body: Login,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerSignedIn(reply, await this.auth.login(body, deviceOf(request)));
  }

  @Post('auth/refresh')
  @Public()
  @Answers(200, loginAnswerSchema, 'Stay signed in: the next tokens for the refresh cookie')
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerSignedIn(reply, await this.auth.refresh(readRefreshCookie(request)));
  }

  @Post('auth/logout')
  @Allow('self.read')
  @WhilePasswordPending()
  @Answers(200, successSchema, 'Sign out: ends this login session')
  async logout(@CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    clearRefreshCookie(reply);
    await this.auth.logout(caller);
    return { success: true };
  }

  @Get('auth/me')
  @Allow('self.read')
  @WhilePasswordPending()
  @Answers(200, userAnswerSchema, 'Who is signed in')
  async me(@CurrentCaller() caller: Caller) {
    return { success: true, user: await this.auth.me(caller) };
  }

  @Put('users/:id/change-password')
  @Allow('self.password')
  @WhilePasswordPending()
  @Guessable()
  @Answers(200, userAnswerSchema, 'Change your own password; ends your other login sessions')
  async changePassword(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: changePasswordSchema }) body: ChangePassword,
    @Req() request: FastifyRequest,
  ) {
    return { success: true, user: await this.auth.changePassword(caller, id, body, deviceOf(request)) };
  }

  @Post('admin/initialize-password')
  @Public()
  @Guessable()
  @Answers(200, loginAnswerSchema, "An administrator's first password; signs in")
  async initializePassword(
    @Body({ schema: initializePasswordSchema }) body: InitializePassword,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerSignedIn(reply, await this.auth.initializePassword(body, deviceOf(request)));
  }
}
