import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AccountChoice,
  accountChoiceSchema,
  accountListSchema,
  type Connect,
  connectAnswerSchema,
  connectSchema,
  idSchema,
  sessionTestSchema,
  successSchema,
  type Verify,
  verifySchema,
} from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { Guessable } from '../../platform/http/throttling.ts';
import { AccountsService } from './accounts.service.ts';
import { ConnectService } from './connect.service.ts';

@ApiTags('bot')
@Controller('api')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly connections: ConnectService,
  ) {}

  @Post('bot/login')
  @Allow('bot.operate')
  @Guessable()
  @Answers(200, connectAnswerSchema, 'Connect an Instagram account')
  login(@CurrentCaller() caller: Caller, @Body({ schema: connectSchema }) body: Connect) {
    return this.connections.connect(caller.id, body);
  }

  @Post('bot/login/verify')
  @Allow('bot.operate')
  @Guessable()
  @Answers(200, connectAnswerSchema, 'Finish a connection with the code that Instagram asked for')
  verify(@CurrentCaller() caller: Caller, @Body({ schema: verifySchema }) body: Verify) {
    return this.connections.verify(caller.id, body);
  }

  @Post('bot/logout')
  @Allow('bot.operate')
  @Answers(200, successSchema, 'Disconnect: sign out at Instagram and forget the session')
  async logout(@CurrentCaller() caller: Caller, @Body({ schema: accountChoiceSchema }) body: AccountChoice) {
    await this.accounts.disconnect(caller.id, body.account_id);
    return { success: true };
  }

  @Get('bot/accounts')
  @Allow('bot.read')
  @Answers(200, accountListSchema, 'Your Instagram accounts')
  list(@CurrentCaller() caller: Caller) {
    return this.accounts.list(caller.id);
  }

  @Post('users/:id/test-session')
  @Allow('session.test')
  @Answers(200, sessionTestSchema, 'Ask Instagram whether the session still holds')
  test(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: accountChoiceSchema }) body: AccountChoice,
  ) {
    return this.accounts.test(caller, id, body.account_id);
  }
}
