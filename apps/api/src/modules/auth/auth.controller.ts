import { Body, Controller, Get, Header, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Login,
  loginAnswerSchema,
  loginOutcomeSchema,
  loginSchema,
  type Reauthenticate,
  reauthenticateSchema,
  successSchema,
  userAnswerSchema,
} from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Allow,
  type Caller,
  CurrentCaller,
  Public,
  WhilePasswordPending,
  WhileTwoFactorPending,
} from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { Guessable } from '../../platform/http/throttling.ts';
import { AuthService } from './auth.service.ts';
import { answerOutcome, answerSignedIn, deviceOf } from './device.ts';
import { clearRefreshCookie, readRefreshCookie } from './refresh-cookie.ts';

@ApiTags('auth')
@Controller('api/auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('login')
  @Public()
  @Guessable()
  @Answers(200, loginOutcomeSchema, 'Sign in, or be asked for the second factor')
  async login(
    @Body({ schema: loginSchema }) body: Login,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerOutcome(reply, await this.auth.login(body, deviceOf(request)));
  }

  @Post('refresh')
  @Public()
  @Answers(200, loginAnswerSchema, 'Stay signed in: the next tokens for the refresh cookie')
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerSignedIn(reply, await this.auth.refresh(readRefreshCookie(request)));
  }

  @Post('logout')
  @Allow('self.read')
  @WhilePasswordPending()
  @WhileTwoFactorPending()
  // Whoever uses this browser next finds nothing of what was shown; the theme, which is kept in storage, stays.
  @Header('Clear-Site-Data', '"cache"')
  @Answers(200, successSchema, 'Sign out: ends this login session')
  async logout(@CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    clearRefreshCookie(reply);
    await this.auth.logout(caller);
    return { success: true };
  }

  @Post('reauthenticate')
  @Allow('self.read')
  @WhileTwoFactorPending()
  @Guessable()
  @Answers(200, successSchema, 'Show again who you are, for changes of what you sign in with')
  async reauthenticate(
    @CurrentCaller() caller: Caller,
    @Body({ schema: reauthenticateSchema }) body: Reauthenticate,
    @Req() request: FastifyRequest,
  ) {
    await this.auth.reauthenticate(caller, body, deviceOf(request));
    return { success: true };
  }

  @Get('me')
  @Allow('self.read')
  @WhilePasswordPending()
  @WhileTwoFactorPending()
  @Answers(200, userAnswerSchema, 'Who is signed in')
  async me(@CurrentCaller() caller: Caller) {
    return { success: true, user: await this.auth.me(caller) };
  }
}
