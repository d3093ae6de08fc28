import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Connect,
  connectAnswerSchema,
  connectSchema,
  idSchema,
  type Resend,
  resendSchema,
  successSchema,
  verificationAnswerSchema,
  verificationListSchema,
  type Verify,
  verifySchema,
} from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { Guessable } from '../../platform/http/throttling.ts';
import { ConnectService } from './connect.service.ts';
import { OpenVerifications } from './verification.service.ts';

@ApiTags('bot')
@Controller('api/bot/login')
export class ConnectController {
  constructor(
    private readonly connections: ConnectService,
    private readonly verifications: OpenVerifications,
  ) {}

  @Post()
  @Allow('bot.operate')
  @Guessable()
  @Answers(200, connectAnswerSchema, 'Connect an Instagram account')
  login(@CurrentCaller() caller: Caller, @Body({ schema: connectSchema }) body: Connect) {
    return this.connections.connect(caller.id, body);
  }

  @Post('verify')
  @Allow('bot.operate')
  @Guessable()
  @Answers(200, connectAnswerSchema, 'Finish a connection with what Instagram asked for')
  verify(@CurrentCaller() caller: Caller, @Body({ schema: verifySchema }) body: Verify) {
    return this.connections.verify(caller.id, body);
  }

  @Post('resend')
  @Allow('bot.operate')
  @Guessable()
  @Answers(200, verificationAnswerSchema, 'Have Instagram send a code: the first after a choice, or another')
  resend(@CurrentCaller() caller: Caller, @Body({ schema: resendSchema }) body: Resend) {
    return this.verifications.resend(caller.id, body);
  }

  @Get('pending')
  @Allow('bot.read')
  @Answers(200, verificationListSchema, 'Your connections that wait for you')
  pending(@CurrentCaller() caller: Caller) {
    return this.connections.pending(caller.id);
  }

  @Delete('pending/:id')
  @Allow('bot.operate')
  @Answers(200, successSchema, 'Give up a connection that waits for you')
  async giveUp(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    await this.connections.giveUp(caller.id, id);
    return { success: true };
  }
}
