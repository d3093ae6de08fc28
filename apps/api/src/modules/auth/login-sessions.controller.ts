import { Controller, Delete, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  endedSessionsSchema,
  idSchema,
  loginSessionListSchema,
  type LoginSessionsQuery,
  loginSessionsQuerySchema,
  successSchema,
} from '@pacekeeper/contracts';
import type { FastifyReply } from 'fastify';
import { Allow, type Caller, CurrentCaller, RecentProof } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { LoginSessionsService } from './login-sessions.service.ts';
import { clearRefreshCookie } from './refresh-cookie.ts';

@ApiTags('auth')
@Controller('api')
export class LoginSessionsController {
  constructor(private readonly sessions: LoginSessionsService) {}

  @Get('auth/sessions')
  @Allow('self.sessions')
  @Answers(200, loginSessionListSchema, 'Where you are signed in, the newest use first')
  list(@CurrentCaller() caller: Caller, @Query({ schema: loginSessionsQuerySchema }) query: LoginSessionsQuery) {
    return this.sessions.list(caller, query);
  }

  @Delete('auth/sessions')
  @Allow('self.sessions')
  @RecentProof()
  @Answers(200, endedSessionsSchema, 'Sign out everywhere else')
  endOthers(@CurrentCaller() caller: Caller) {
    return this.sessions.endOthers(caller);
  }

  @Delete('auth/sessions/:id')
  @Allow('self.sessions')
  @RecentProof()
  @Answers(200, successSchema, 'End one of your login sessions')
  async end(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.sessions.end(caller, id);
    if (id === caller.sessionId) clearRefreshCookie(reply);
    return { success: true };
  }

  @Delete('users/:id/sessions')
  @Allow('user.recover')
  @Answers(200, endedSessionsSchema, 'End all login sessions of a user')
  endAllOf(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return this.sessions.endAllOf(caller, id);
  }
}
